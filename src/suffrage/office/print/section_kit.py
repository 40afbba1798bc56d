"""A section's kit from the board's state, and from what the office alone knows.

The options are those that stand now: a kit printed before the polls open is void if an option is
withdrawn afterwards, and the office prints it again.

>>> section_kit(state, "75-012", 1, signers, private)                   # doctest: +SKIP
Kit(election='Congress', origin='vote.example.org/e/congress', unit='75-012', …)
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from suffrage.conduct.standing import options_now
from suffrage.conduct.state import State
from suffrage.model.roles import role_kind, role_place
from suffrage.office.paper_sections import require_paper_section
from suffrage.office.print.kit import Kit, KitContest, KitOption
from suffrage.roll.signing_list import SigningList
from suffrage.site.pages.people import contest_title, election_title, unit_name
from suffrage.words import Language

__all__ = ["Private", "section_kit"]


@dataclass(frozen=True, slots=True)
class Private:
    """What no board says: fields as in ``Kit``; ``voids`` in the section's language."""

    credentials: int
    voids: tuple[str, ...]
    entry: str
    confirm: str
    code: str = field(repr=False)
    officer: str = field(repr=False)
    phone: str = field(repr=False)
    language: Language


def section_kit(
    state: State, unit: str, round_: int, signers: SigningList, private: Private
) -> Kit:
    """The kit of a section that votes on paper.

    Raises ``Refused`` for ``unit.unknown``, ``unit.online`` and ``round.unknown``, as
    ``options_now`` does while an earlier round has no result, and as ``Kit`` does.
    """
    rules, language = state.rules, private.language
    require_paper_section(rules, unit, round_)
    first = rules.contests_of(round_)[0]
    above = rules.tree.ancestors(unit)
    return Kit(
        election=election_title(state, language),
        origin=rules.origin,
        unit=unit,
        section=unit_name(state, unit),
        federation=unit_name(state, above[0]) if above else "–",
        round=round_,
        opens=first.opens,
        closes=state.evening(round_).ends.get(unit, first.closes),
        zone=rules.time_zone,
        contests=tuple(_contests(state, unit, round_, language)),
        registered=state.roll(round_, unit),
        credentials=private.credentials,
        signers=signers,
        voids=private.voids,
        camps=tuple(_camps(state)),
        entry=private.entry,
        confirm=private.confirm,
        code=private.code,
        officer=private.officer,
        phone=private.phone,
        language=language,
    )


def _contests(state: State, unit: str, round_: int, language: Language) -> Iterator[KitContest]:
    """The contests that are held here, each with its options in the declared order."""
    opened = state.evening(round_).opened
    for contest in state.rules.contests_of(round_):
        instance = state.rules.instance_of(contest.id, unit)
        frozen = state.options.get(instance, ()) if opened else None
        standing = options_now(state, instance) if frozen is None else frozen
        options = tuple(KitOption(one.label, one.first_signatory) for one in standing)
        if options:
            yield KitContest(contest.id, contest_title(state, instance, language), options)


def _camps(state: State) -> Iterator[str]:
    """The camps that have an agent, by the name of their option where they have one."""
    labels = {one.id: one.label for options in state.options.values() for one in options}
    for role in sorted(state.keys):
        if role_kind(role) == "agent":
            yield labels.get(role_place(role), role_place(role))
