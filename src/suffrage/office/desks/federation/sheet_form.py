"""A form like the sheet: one field a line of the paper, all blank, each with what is wrong.

Nothing is computed or filled in: whoever types copies the paper, or what is read out by
telephone. The number of members on the roll is the roll's own.

>>> form = SheetForm.typed(request.POST, fields)                        # doctest: +SKIP
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.model import canonical
from suffrage.office.desks.section.asked import SMALL, camps_of
from suffrage.office.speech import reader
from suffrage.paper.checks import Finding, Findings, check_sheet
from suffrage.paper.read_csv import VOID_UNSORTED
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.people import option_of
from suffrage.site.pages.render import Reader
from suffrage.site.pages.void_words import void_words

__all__ = [
    "AGENT_STATES",
    "SheetForm",
    "agents_typed",
    "field_names",
    "findings_of",
    "label_of",
    "sheet_of",
]

AGENT_STATES: Final = ("signed", "reserved", "refused", "absent")
_BEFORE: Final = ("signatures", "proxies", "ballots", "blank")
_AFTER: Final = ("valid",)
_DIGITS: Final = 9


@dataclass(frozen=True)
class SheetForm:
    """What was typed (never anything else), the numbers read from it, and faults by field."""

    names: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    figures: Mapping[str, int] = field(default_factory=dict, repr=False)
    faults: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def typed(cls, sent: Mapping[str, str], names: Sequence[str]) -> "SheetForm":
        """The form as it was sent; each field must be a whole number of up to nine digits.

        Spaces between digits are passed over, as on the section's phone.
        """
        values = {name: "".join(str(sent.get(name, "")).split()) for name in names}
        figures, faults = {}, {}
        for name, text in values.items():
            if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
                figures[name] = int(text)
            else:
                code = "federation.not-a-number" if text else "federation.missing"
                faults[name] = reader().t(code)
        return cls(tuple(names), values, figures, faults)

    def with_findings(self, findings: Iterable[Finding]) -> "SheetForm":
        """The same with the sentence of each finding beside its field."""
        said = dict(self.faults)
        for one in findings:
            name = one.field if one.field in self.names else self.names[0]
            sentence = reader().told(one.code, one.numbers)
            said[name] = f"{said[name]} {sentence}" if name in said else sentence
        return SheetForm(self.names, self.values, self.figures, said)


def field_names(state: State, contest: str, unit: str, first: Sheet | None = None) -> list[str]:
    """The lines of the paper in their order.

    A small section is asked for no sum and no proxies, as on its own phone. The reasons of void
    ballots, and proxies, are asked where ``first``, an entry of the same paper, has them.
    """
    small = state.roll(state.rules.contest_by_id[contest].round, unit) <= SMALL
    left_out = {"valid", "proxies"} if small else set()
    if first and first.proxies:
        left_out.discard("proxies")
    instance = state.rules.instance_of(contest, unit)
    votes = [f"votes.{option}" for option in option_ids(state, instance)]
    sorted_ = set(first.void) - {VOID_UNSORTED} if first else set()
    reasons = [f"void.{name}" for name in sorted(first.void)] if first and sorted_ else ["void"]
    return [name for name in (*_BEFORE, *reasons, *_AFTER, *votes) if name not in left_out]


def label_of(state: State, contest: str, unit: str, name: str, speaker: Reader) -> str:
    """What the paper calls a field of a sheet."""
    part, _, of = name.partition(".")
    if part == "votes":
        instance = state.rules.instance_of(contest, unit)
        return option_of(state, instance, of).label
    if part == "void" and of and of != VOID_UNSORTED:
        return speaker.t("section.field.void-reason", reason=void_words(speaker, of))
    return speaker.t(f"section.field.{part}")


def sheet_of(
    state: State,
    contest: str,
    unit: str,
    by: str,
    figures: Mapping[str, int],
    *,
    agents: Mapping[str, str] | None = None,
    scan: str = "",
) -> Sheet:
    """The sheet of typed figures; ``by`` is the role that typed them.

    Where a field is not asked for, nobody is a proxy and the valid votes are the options' sum.
    """
    reasons = {n.partition(".")[2]: v for n, v in figures.items() if n.startswith("void.") and v}
    votes = {n.partition(".")[2]: v for n, v in figures.items() if n.startswith("votes.")}
    unasked = {"proxies": 0, "valid": sum(votes.values())}
    unsorted = {VOID_UNSORTED: figures["void"]} if figures.get("void") else {}
    round_ = state.rules.contest_by_id[contest].round
    plain = {
        "contest": contest,
        "unit": unit,
        "entered_by": by,
        "registered": state.roll(round_, unit),
        **{name: figures.get(name, unasked.get(name)) for name in (*_BEFORE, *_AFTER)},
        "void": reasons or unsorted,
        "votes": votes,
        **({"agents": dict(agents)} if agents else {}),
        **({"scan": scan} if scan else {}),
    }
    return canonical.convert(plain, Sheet)


def findings_of(state: State, sheet: Sheet) -> Findings:
    """What a sheet shows by itself."""
    instance = state.rules.instance_of(sheet.contest, sheet.unit)
    round_ = state.rules.contest_by_id[sheet.contest].round
    return check_sheet(sheet, state.roll(round_, sheet.unit), option_ids(state, instance))


def agents_typed(state: State, sent: Mapping[str, str]) -> dict[str, str]:
    """What was ticked for each camp's agent; nothing for those of whom nothing is known."""
    said = {camp: str(sent.get(f"agents.{camp}", "")) for camp, _ in camps_of(state)}
    return {camp: choice for camp, choice in said.items() if choice in AGENT_STATES}
