"""A comparison for a person: one sentence, the lines that differ, what it changes, what to do."""

from collections import Counter
from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING, Final

from suffrage.cli.language import language, say
from suffrage.cli.night_claims_view import printable
from suffrage.cli.tables import Sheet
from suffrage.model.contests import instance_place
from suffrage.site.pages.people import contest_title, unit_name, unit_title
from suffrage.site.pages.render import Reader
from suffrage.site.pages.sentences import list_of, option_name

if TYPE_CHECKING:
    from suffrage.cli.compare_run import Compared
    from suffrage.cli.night_board import NightBoard
    from suffrage.conduct.state import State
    from suffrage.night.compare_sections import Difference, Line, Outcome

__all__ = ["compared_sheets", "comparison_sentence"]

_NAMED: Final = 3
_NONE: Final = "–"
_HEADINGS: Final = ("section", "line", "state", "figure", "mine", "board", "difference")
_APART: Final[tuple["Outcome", ...]] = (
    "awaited",
    "reserved",
    "annulled",
    "excused",
    "hidden",
    "absent",
)


def comparison_sentence(state: "State", compared: "Compared", reader: Reader) -> str:
    """The one sentence: so many sections, so many equal, and the first that differ."""
    found = compared.comparison
    differing, number = found.differing, found.compared
    if not number:
        return reader.t("compare.said.none")
    if not differing:
        return reader.t("compare.said.equal", sections=number)
    teller = _Told(state, compared, reader)
    named = reduce(teller.joined, map(teller.pair, differing[:_NAMED]))
    if len(differing) > _NAMED:
        named = reader.t("compare.said.more", named=named, number=len(differing) - _NAMED)
    if number == 1:
        return reader.t("compare.said.single", named=named)
    equal = len(found.of("equal"))
    code = "compare.said.one" if len(differing) == 1 else "compare.said.several"
    return reader.t(code, sections=number, equal=equal, differing=len(differing), named=named)


def compared_sheets(board: "NightBoard", size: int, compared: "Compared") -> Iterator[Sheet]:
    """Everything that a camp is told of its file at a size of the board."""
    state = board.history.at(size)
    reader = Reader(language(), state.rules.time_zone)
    told = _Told(state, compared, reader)
    shown = board.board.awaited(compared.instance, size) is None
    rows = tuple(row for line in told.shown() for row in told.rows(line))
    yield Sheet(
        printable(comparison_sentence(state, compared, reader)),
        tuple(say(f"compare.label.{name}") for name in _HEADINGS),
        rows,
        tuple(map(printable, told.notes(effect=shown))),
    )
    steps = tuple(map(printable, told.steps()))
    if steps:
        yield Sheet(say("compare.do.title"), (), (), steps)
    title = reader.t(
        "compare.foot",
        contest=printable(contest_title(state, compared.instance, reader.language)),
        origin=printable(state.origin),
        size=size,
        at=board.history.instant_of(size),
    )
    notes = () if board.has_policy else (say("night.show.no-policy"),)
    yield Sheet(title, (), (), notes)


class _Told:
    """One comparison in the reader's words."""

    def __init__(self, state: "State", compared: "Compared", reader: Reader) -> None:
        self._state, self._compared, self._reader = state, compared, reader
        self._found = compared.comparison
        sections = state.rules.sections_of(compared.instance)
        self._named = Counter(unit.name for unit in sections)

    def shown(self) -> Iterator["Line"]:
        """Every section of which a figure is another, those in no total too."""
        return (line for line in self._found.lines if line.differences)

    def pair(self, line: "Line") -> str:
        """A section, with its code if others have its name, and its largest difference."""
        worst = max(line.differences, key=_gap)
        board = _NONE if worst.board is None else self._reader.num(worst.board)
        name, title = unit_name(self._state, line.unit), unit_title(self._state, line.unit)
        return self._reader.t(
            "compare.said.pair",
            unit=title if self._named[name] > 1 else name,
            mine=self._reader.num(worst.mine),
            board=board,
        )

    def joined(self, first: str, last: str) -> str:
        """Two parts of a list whose parts have commas."""
        return self._reader.t("compare.said.and", first=first, last=last)

    def rows(self, line: "Line") -> Iterator[tuple[str, ...]]:
        """A row for each figure of a section that is another."""
        for one in line.differences:
            board = _NONE if one.board is None else self._reader.num(one.board)
            yield (
                printable(unit_title(self._state, line.unit)),
                str(line.line),
                say(f"compare.label.{line.outcome}"),
                printable(self._field(one.field)),
                self._reader.num(one.mine),
                board,
                f"{one.mine - (one.board or 0):+d}",
            )

    # -- notes ---------------------------------------------------------------------------------

    def notes(self, *, effect: bool) -> Iterator[str]:
        """What the differences would change, if sums may be shown, and what was not compared."""
        if effect and self._found.differing:
            yield from self._effect()
        for one in self._compared.file.unknown:
            code = "compare.note.unknown-near" if one.nearest else "compare.note.unknown"
            near = ", ".join(unit_title(self._state, unit) for unit in one.nearest)
            yield self._reader.t(code, text=one.text, line=one.line, nearest=near)
        for outcome in _APART:
            lines = self._found.of(outcome)
            if lines:
                units = ", ".join(line.unit for line in lines[:_NAMED])
                units = f"{units}, …" if len(lines) > _NAMED else units
                yield self._reader.t(f"compare.note.{outcome}", number=len(lines), units=units)
        if self._compared.file.ignored:
            ignored = ", ".join(self._compared.file.ignored)
            yield self._reader.t("compare.note.ignored", columns=ignored)

    def _effect(self) -> Iterator[str]:
        effect = self._found.effect
        sums = (
            self._reader.t(
                "compare.effect.sum",
                option=self._option(option),
                mine=self._reader.num(effect.mine[option]),
                board=self._reader.num(number),
            )
            for option, number in effect.board.items()
        )
        yield self._reader.t("compare.effect.sums", sums=", ".join(sums))
        code = "compare.effect.changes" if effect.changes else "compare.effect.same"
        names = (list_of(self._reader, self._options(e)) for e in (effect.ahead, effect.ahead_with))
        now, then = (name or _NONE for name in names)
        yield self._reader.t(code, now=now, then=then)

    def steps(self) -> Iterator[str]:
        """What to do about it: a dispute for each section, or a claim."""
        lines = tuple(self.shown())
        if not lines:
            return
        contest = instance_place(self._compared.instance)[0]
        grounds = [one for one in self._state.rules.grounds if one.effect != "annul-run"]
        named = ", ".join(f"{one.id} ({self._ground(one.text)})" for one in grounds) or _NONE
        yield self._reader.t("compare.do.look")
        for line in lines[:_NAMED]:
            title = unit_title(self._state, line.unit)
            yield self._reader.t("compare.do.dispute", title=title, contest=contest, unit=line.unit)
        yield self._reader.t("compare.do.grounds", grounds=named)
        yield self._reader.t("compare.do.claim", contest=contest)

    def _ground(self, text: dict[str, str]) -> str:
        return text.get(self._reader.language) or next(iter(text.values()), "")

    def _field(self, field: str) -> str:
        kind, _, option = field.partition(".")
        return self._option(option) if option else say(f"compare.label.{kind}")

    def _option(self, option: str) -> str:
        return option_name(self._state, self._compared.instance, option)

    def _options(self, options: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self._option, options))


def _gap(one: "Difference") -> int:
    return abs(one.mine - (one.board or 0))
