"""What an instance came to: its figures with, without and on reserved sheets; its outcome."""

from dataclasses import dataclass
from fractions import Fraction

from suffrage.board.kinds.closing import Certificate, ResultCertified, ResultFigures
from suffrage.conduct.results import figures_now
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.totals import Totals, reserved, total, undisputed
from suffrage.count.unit_state import Annulled, Excused
from suffrage.errors import Refused
from suffrage.night.history import Entry, History
from suffrage.site.exports.told import told_ground, told_outcome
from suffrage.site.pages.people import option_of, options_of, unit_title
from suffrage.site.pages.render import Reader

__all__ = [
    "Figures",
    "OptionRow",
    "certificate_entry",
    "figures_of",
    "set_aside",
    "since_announced",
]

_NAMES = ("registered", "signatures", "ballots", "blank", "void", "valid")


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option's votes in the totals, without the disputed sections, and on reserved sheets."""

    label: str
    votes: int
    share: Fraction
    without: int
    reserved: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The totals now, by name and by option; the outcome in words; how many units give them.

    ``outcome`` is empty while a section is missing: a leader of an unfinished count is no result.
    """

    named: tuple[tuple[str, int], ...]
    options: tuple[OptionRow, ...]
    outcome: str
    totals: Totals

    @property
    def missing(self) -> int:
        """Sections that have given no figures and never were set aside."""
        t = self.totals
        return t.expected - t.counted - t.pooled - t.excused - t.annulled


def figures_of(state: State, instance: str, reader: Reader) -> Figures | None:
    """The figures that stand now; ``None`` where nobody stands, or the polls have not closed."""
    options = option_ids(state, instance)
    contest = state.rules.contest_by_id[instance.partition("@")[0]]
    if not options or not state.evening(contest.round).closed:
        return None
    rows = unit_counts(state, instance)
    totals, firm, kept = total(rows, options), undisputed(rows, options), reserved(rows, options)
    labels = {one.id: one.label for one in options_of(state, instance)}
    shown = Figures(
        named=tuple(_named(figures_now(state, instance))),
        options=tuple(
            OptionRow(
                labels[one],
                totals.votes[one],
                Fraction(totals.votes[one], max(totals.valid, 1)),
                firm[one],
                kept[one],
            )
            for one in options
        ),
        outcome="",
        totals=totals,
    )
    if shown.missing:
        return shown
    return _with_outcome(shown, state, instance, reader)


def since_announced(state: State, instance: str, reader: Reader) -> list[tuple[str, int, int]]:
    """The figures that are not what was announced: name, then, now."""
    then = state.announced.get(instance)
    if then is None:
        return []
    now = figures_now(state, instance)
    named = [
        (reader.t(f"page.{name}"), before, after)
        for (name, before), (_, after) in zip(_named(then), _named(now), strict=True)
    ]
    named += [
        (option_of(state, instance, option).label, votes, now.votes[option])
        for option, votes in then.votes.items()
    ]
    return [row for row in named if row[1] != row[2]]


def _with_outcome(shown: Figures, state: State, instance: str, reader: Reader) -> Figures:
    try:
        outcome = told_outcome(reader, state, instance, figures_now(state, instance).outcome)
    except Refused as why:
        outcome = reader.told(why.code, why.fields)
    return Figures(shown.named, shown.options, outcome, shown.totals)


def _named(figures: ResultFigures) -> list[tuple[str, int]]:
    return [(name, getattr(figures, name)) for name in _NAMES]


def set_aside(state: State, instance: str, reader: Reader) -> list[tuple[str, str]]:
    """The sections that are final without figures in the totals, each with why."""
    found = []
    for row in unit_counts(state, instance):
        if isinstance(row.state, Excused):
            found.append(
                (unit_title(state, row.unit), reader.t(f"excuse.label.{row.state.reason}"))
            )
        elif isinstance(row.state, Annulled):
            ground = told_ground(reader, state, state.disputes[row.state.dispute].ground)
            why = reader.t("page.unit.annulled", dispute=row.state.dispute)
            found.append((unit_title(state, row.unit), f"{why} ({ground})"))
    return found


def certificate_entry(history: History, instance: str) -> Entry | None:
    """The record of the last certificate of an instance."""
    found = None
    for entry in history.acts("result.certified/1"):
        head = entry.record.head
        if isinstance(head, ResultCertified) and head.contest == instance:
            found = entry if isinstance(entry.body, Certificate) else found
    return found
