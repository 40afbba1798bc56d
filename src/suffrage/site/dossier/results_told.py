"""Results, certificates and seats with every quotient, as the dossier sums them up.

The whole figures of an instance are in its minutes, which the dossier cites by hash.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from suffrage.board.kinds.closing import Certificate
from suffrage.model.bodies import Body
from suffrage.night.bodies.award_steps import Quotient
from suffrage.night.bodies.body_view import BodyView, body_view
from suffrage.night.history import Entry
from suffrage.site.counted import count_held
from suffrage.site.dossier.source import Rows, Source
from suffrage.site.exports.cells import clean, decimal
from suffrage.site.exports.minutes_files import minutes_path
from suffrage.site.exports.told import told_figure, told_outcome
from suffrage.site.pages.people import contest_title, option_of, options_of, titled
from suffrage.site.results import ContestResults, results_of
from suffrage.site.status import status_of

__all__ = ["ResultTold", "SeatsTold", "certificate_entry", "results_told", "seats_told"]


@dataclass(frozen=True, slots=True)
class ResultTold:
    """An instance: figures, votes as (option, votes, share, undisputed, reserved), its course.

    ``hidden`` where no figure may appear yet; ``minutes`` is the name of the cited document,
    empty before an announcement.
    """

    instance: str
    title: str
    status: str
    hidden: bool
    figures: Rows
    votes: Rows
    outcome: str
    announced: str
    certified: str
    checkpoint: tuple[str, ...]
    minutes: str


@dataclass(frozen=True, slots=True)
class SeatsTold:
    """A body: (option, votes, seats), each step as (seat, who, quotient, next), and remainders."""

    title: str
    view: BodyView
    seats: Rows
    steps: Rows
    remainders: Rows


def results_told(source: Source) -> Iterator[ResultTold]:
    """Every instance that is held, in the declared order."""
    results = results_of(source.state, source.board.root(source.board.size))
    for instance, figures in results.contests.items():
        yield _result(source, instance, figures)


def seats_told(source: Source) -> Iterator[SeatsTold]:
    """Every body whose contest has figures that may be shown."""
    for body in source.state.rules.bodies:
        contest = body.contest
        if contest in source.state.options and source.board.has_votes(contest):
            yield _seats(source, body)


def certificate_entry(source: Source, instance: str) -> Entry | None:
    """The record of the last certificate of an instance; ``None`` before there is one."""
    found = None
    for entry in source.acts("result.certified"):
        if isinstance(entry.body, Certificate) and entry.body.result.contest == instance:
            found = entry
    return found


def _result(source: Source, instance: str, figures: ContestResults) -> ResultTold:
    state, reader = source.state, source.reader
    hidden = source.board.awaited(instance, source.board.history.changed(instance)) is not None
    certified, announced = certificate_entry(source, instance), _announced(source, instance)
    body = certified.body if certified else None
    stated = instance in state.announced or instance in state.certified
    held = (one for one in count_held(state) if one.instance == instance)
    return ResultTold(
        instance=instance,
        title=clean(contest_title(state, instance, source.language)),
        status=reader.t(f"board.status.{status_of(state, held)}"),
        hidden=hidden,
        figures=() if hidden else tuple(_figures(source, figures)),
        votes=() if hidden else tuple(_votes(source, instance, figures)),
        outcome="" if hidden else told_outcome(reader, state, instance, figures.outcome),
        announced=announced,
        certified=certified.at if certified else "",
        checkpoint=body.checkpoint if isinstance(body, Certificate) else (),
        minutes=minutes_path(instance, source.language).rpartition("/")[2] if stated else "",
    )


def _announced(source: Source, instance: str) -> str:
    found = (
        entry.at
        for entry in source.acts("result.announced")
        if getattr(entry.record.head, "contest", "") == instance
    )
    return next(found, "")


def _figures(source: Source, figures: ContestResults) -> Iterator[tuple[str, ...]]:
    num, t = source.reader.num, source.reader.t
    yield t("minutes.label.expected"), num(figures.units.expected)
    yield t("minutes.label.counted"), num(figures.units.counted)
    yield t("minutes.label.pooled"), num(figures.units.pooled)
    yield t("minutes.label.excused"), num(figures.units.excused)
    yield t("minutes.label.annulled"), num(figures.units.annulled)
    yield t("minutes.label.roll"), num(figures.registered.all)
    for name in ("signatures", "ballots", "blank", "void", "valid"):
        yield t(f"figure.label.{name}"), num(getattr(figures, name))


def _votes(source: Source, instance: str, figures: ContestResults) -> Iterator[tuple[str, ...]]:
    num, state = source.reader.num, source.state
    for option in options_of(state, instance):
        votes = figures.votes[option.id]
        share = decimal(100 * votes, figures.valid, 2) or "–"
        yield (
            told_figure(source.reader, state, instance, option.id),
            num(votes),
            _decimal(source, share),
            num(figures.without_disputed[option.id]),
            num(figures.reserved[option.id]),
        )


def _seats(source: Source, body: Body) -> SeatsTold:
    state, num = source.state, source.reader.num
    view = body_view(state, body)

    def label(option: str) -> str:
        return clean(option_of(state, body.contest, option).label)

    def told(quotients: tuple[Quotient, ...]) -> tuple[str, str]:
        names = ", ".join(label(one.option) for one in quotients)
        return names, "; ".join(_quotient(source, one) for one in quotients)

    return SeatsTold(
        title=clean(titled(body.title, source.language, body.id)),
        view=view,
        seats=tuple((label(one.option), num(one.votes), num(one.seats)) for one in view.options),
        steps=tuple(
            (
                str(step.first) if step.first == step.last else f"{step.first}–{step.last}",
                *told(step.winners),
                " – ".join(told(step.closest)) if step.closest else "–",
            )
            for step in view.steps
        ),
        remainders=tuple(
            (label(one.option), num(one.whole), str(one.remainder), "+1" if one.seat else "")
            for one in (view.remainders.remainders if view.remainders else ())
        ),
    )


def _quotient(source: Source, one: Quotient) -> str:
    value = _decimal(source, decimal(one.votes, one.divisor, 2))
    return f"{source.reader.num(one.votes)} / {one.divisor} = {value}"


def _decimal(source: Source, text: str) -> str:
    return text.replace(".", ",") if source.language == "fr" else text
