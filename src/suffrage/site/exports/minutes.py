"""The consolidation minutes of an instance: all that was counted, set aside, disputed and decided.

French: *procès-verbal de récolement*. They are a fold like every page; what makes them official
is the certificate that they quote. From HTML they become a tagged PDF (``adapters.pdf``).

>>> html = minutes_html(history, stamp, "text", "fr")           # doctest: +SKIP
>>> render_pdf(html)                                            # doctest: +SKIP
b'%PDF-1.7…'
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.figures import Figures
from suffrage.count.unit_state import Annulled, Excused, Summed
from suffrage.night.counted import count_federations, counted
from suffrage.night.history import History
from suffrage.night.moment import require_figures
from suffrage.site.counted import count_held
from suffrage.site.exports.cells import clean
from suffrage.site.exports.minutes_acts import (
    Certified,
    Corrected,
    Disputed,
    certificate_of,
    corrections_of,
    disputes_of,
)
from suffrage.site.exports.stamp import Stamp
from suffrage.site.exports.told import told_figure, told_ground, told_outcome, told_unit
from suffrage.site.pages.people import (
    contest_title,
    election_title,
    options_of,
    titled,
    unit_name,
)
from suffrage.site.pages.render import Reader
from suffrage.site.printed import templates_of
from suffrage.site.results import BodyResults, ContestResults, results_of
from suffrage.site.status import Status, status_of
from suffrage.words import Language

__all__ = ["Minutes", "minutes_html", "minutes_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """An option: its votes in the totals, its share of the valid ones, and the other two totals."""

    id: str
    label: str
    votes: int
    share: Fraction
    without: int
    reserved: int


@dataclass(frozen=True, slots=True)
class Absent:
    """A unit that is in no total, and why."""

    unit: str
    members: int
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A federation with how many of its units are counted, or a pool with its units; its sums."""

    name: str
    what: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Seated:
    """A body's seats by option, its ties as (options, seats), and its members by office."""

    title: str
    seats: tuple[tuple[str, int], ...]
    ties: tuple[tuple[str, int], ...]
    ex_officio: int


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything that the document says; names are cleaned, and the template escapes them."""

    election: str
    contest: str
    status: str
    figures: ContestResults
    lines: tuple[Line, ...]
    absent: tuple[Absent, ...]
    federations: tuple[Part, ...]
    pools: tuple[Part, ...]
    corrections: tuple[Corrected, ...]
    disputes: tuple[Disputed, ...]
    outcome: str
    bodies: tuple[Seated, ...]
    certificate: Certified | None


def minutes_html(history: History, stamp: Stamp, instance: str, language: Language) -> str:
    """The document of an instance, at the size of the stamp.

    Raises ``Refused`` as ``minutes_of`` does.
    """
    reader = Reader(language, history.at(stamp.size).rules.time_zone)
    return templates_of("suffrage.site.exports").get_template("minutes.html").render(
        view=minutes_of(history, stamp, instance, reader),
        stamp=stamp,
        language=language,
        t=reader.t,
        num=reader.num,
        pct=reader.pct,
        when=reader.when,
    )  # fmt: skip


def minutes_of(history: History, stamp: Stamp, instance: str, reader: Reader) -> Minutes:
    """What the document says.

    Raises ``Refused`` where figures may not appear yet (``night.moment``).
    """
    state, size = history.at(stamp.size), stamp.size
    require_figures(state, counted(state, instance), stamp.instant)
    results = results_of(state, stamp.root)
    figures = results.contests[instance]
    return Minutes(
        election=clean(election_title(state, reader.language)),
        contest=clean(contest_title(state, instance, reader.language)),
        status=reader.t(f"board.status.{_status(state, instance)}"),
        figures=figures,
        lines=tuple(_lines(state, reader, instance, figures)),
        absent=tuple(_absent(state, reader, instance)),
        federations=tuple(_federations(state, reader, instance)),
        pools=tuple(_pools(state, instance)),
        corrections=tuple(corrections_of(history, reader, instance, size)),
        disputes=tuple(disputes_of(history, reader, instance, size)),
        outcome=_outcome(state, reader, instance, figures),
        bodies=tuple(_bodies(state, reader, instance, results.bodies)),
        certificate=certificate_of(history, reader, instance, size),
    )


def _status(state: State, instance: str) -> Status:
    """How far this instance has come, whatever the other ones wait for."""
    return status_of(state, (one for one in count_held(state) if one.instance == instance))


def _outcome(state: State, reader: Reader, instance: str, figures: ContestResults) -> str:
    """With a missing unit there is no result, which is not the same as nobody being elected."""
    if any(one.instance == instance and not one.reported for one in count_held(state)):
        return reader.t("outcome.label.awaited")
    return told_outcome(reader, state, instance, figures.outcome)


def _lines(state: State, reader: Reader, instance: str, figures: ContestResults) -> Iterator[Line]:
    for option in options_of(state, instance):
        votes = figures.votes[option.id]
        yield Line(
            id=option.id,
            label=told_figure(reader, state, instance, option.id),
            votes=votes,
            share=Fraction(votes, max(figures.valid, 1)),
            without=figures.without_disputed[option.id],
            reserved=figures.reserved[option.id],
        )


def _absent(state: State, reader: Reader, instance: str) -> Iterator[Absent]:
    """Missing units first, then those that a decision set aside."""
    for one in counted(state, instance).missing:
        reason = "minutes.label.reserved" if one.reserved else "minutes.label.awaited"
        yield Absent(told_unit(state, one.unit), one.registered, reader.t(reason))
    for row in unit_counts(state, instance):
        unit = told_unit(state, row.unit)
        if isinstance(row.state, Excused):
            yield Absent(unit, row.registered, reader.t(f"excuse.label.{row.state.reason}"))
        elif isinstance(row.state, Annulled):
            ground = told_ground(reader, state, state.disputes[row.state.dispute].ground)
            why = reader.t("minutes.label.set-aside", dispute=row.state.dispute, ground=ground)
            yield Absent(unit, row.registered, why)


def _federations(state: State, reader: Reader, instance: str) -> Iterator[Part]:
    for one, totals in count_federations(state, instance).items():
        name = clean(unit_name(state, one)) if one else reader.t("page.federation.none")
        share = f"{reader.num(totals.counted)} / {reader.num(totals.expected)}"
        yield Part(name, share, totals.figures())


def _pools(state: State, instance: str) -> Iterator[Part]:
    for row in unit_counts(state, instance):
        if isinstance(row.state, Summed):
            units = ", ".join(told_unit(state, unit) for unit in row.state.units)
            yield Part(row.unit, units, row.state.figures)


def _bodies(
    state: State, reader: Reader, instance: str, found: Mapping[str, BodyResults]
) -> Iterator[Seated]:
    for body in state.rules.bodies:
        if body.contest == instance and body.id in found:
            seats = found[body.id]
            yield Seated(
                title=clean(titled(body.title, reader.language, body.id)),
                seats=tuple(
                    (told_figure(reader, state, instance, option), number)
                    for option, number in seats.seats.items()
                ),
                ties=tuple(
                    (_names(state, reader, instance, tie.options), tie.seats) for tie in seats.ties
                ),
                ex_officio=seats.ex_officio,
            )


def _names(state: State, reader: Reader, instance: str, options: Sequence[str]) -> str:
    return ", ".join(told_figure(reader, state, instance, option) for option in options)
