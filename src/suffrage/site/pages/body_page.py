"""The page of a body: who sits there, how each seat was awarded, what the last one hung on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from markupsafe import Markup

from suffrage.model.bodies import Body
from suffrage.night.bodies.body_view import BodyView, body_view
from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.charts.hemicycle import MOST_SEATS, SeatGroup, draw_hemicycle
from suffrage.site.pages.heads import head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import contest_title, options_of, titled
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.sentences import list_of
from suffrage.site.pages.settings import Settings

__all__ = ["BodyPage", "StepRow", "body_files"]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One or several seats with equal quotients: who took them, and who came next."""

    seats: str
    winners: tuple[tuple[str, str], ...]
    closest: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BodyPage:
    """The body's view with names: ``labels`` of options, ``parties`` by id."""

    view: BodyView
    title: str
    instance: str
    coverage: Fraction
    contest: str
    contest_path: str
    labels: Mapping[str, str]
    parties: Mapping[str, str]
    drawing: Markup
    steps: tuple[StepRow, ...]
    holders: str


def body_files(board: Board, settings: Settings) -> Iterator[SiteFile]:
    """A page a body, in both languages."""
    for body in board.state.rules.bodies:
        if body.contest not in board.state.options:
            continue
        # Members by office rest on other contests too.
        latest = max(board.history.changed(one) for one in board.state.rules.instances())
        make = partial(_page, board, body, latest, settings)
        path_of = partial(addresses.body_path, body=body.id)
        yield from in_languages(board, settings, path_of, latest, make)


def _page(
    board: Board, body: Body, size: int, settings: Settings, path: str, reader: Reader
) -> bytes:
    state = board.at(size)
    title = titled(body.title, reader.language, body.id)
    head = head_of(board, path, title, size, reader, settings)
    why = board.awaited(body.contest, size)
    if why is not None:
        return render("body-awaited.html", head, reader, why)
    figures = board.counted(body.contest, size)
    view = body_view(state, body, figures)
    labels = {one.id: one.label for one in options_of(state, body.contest)}
    page = BodyPage(
        view=view,
        title=title,
        instance=body.contest,
        coverage=figures.coverage,
        contest=contest_title(state, body.contest, reader.language),
        contest_path=addresses.page_path(reader.language, body.contest),
        labels=labels,
        parties={party.id: party.label for party in state.rules.parties},
        drawing=_hemicycle(view, labels, title, reader),
        steps=_steps(view, labels, reader),
        holders=_holders(view, labels, reader),
    )
    return render("body.html", head, reader, page)


def _hemicycle(view: BodyView, labels: Mapping[str, str], title: str, reader: Reader) -> Markup:
    groups = [
        SeatGroup(labels[one.option], one.seats, number % 8 + 1)
        for number, one in enumerate(view.options)
    ]
    groups.append(SeatGroup(reader.t("page.body.open"), view.open_seats, 0))
    groups.append(SeatGroup(reader.t("page.body.office"), view.office.number, 6))
    told = list_of(reader, tuple(f"{one.name} {one.seats}" for one in groups if one.seats))
    if not 1 <= sum(one.seats for one in groups) <= MOST_SEATS:
        return Markup()
    return draw_hemicycle(groups, name="seats", title=title, description=told)


def _steps(view: BodyView, labels: Mapping[str, str], reader: Reader) -> tuple[StepRow, ...]:
    """A seat a row; the quotient is shown as the votes over the divisor, and rounded."""

    def told(votes: int, divisor: int) -> str:
        whole, hundredths = divmod(100 * votes // divisor, 100)
        point = "," if reader.language == "fr" else "."
        return f"{reader.num(votes)} / {divisor} = {reader.num(whole)}{point}{hundredths:02}"

    return tuple(
        StepRow(
            seats=str(step.first) if step.first == step.last else f"{step.first}–{step.last}",
            winners=tuple((labels[q.option], told(q.votes, q.divisor)) for q in step.winners),
            closest=tuple((labels[q.option], told(q.votes, q.divisor)) for q in step.closest),
        )
        for step in view.steps
    )


def _holders(view: BodyView, labels: Mapping[str, str], reader: Reader) -> str:
    """What the last seat hung on, in one sentence; empty where nothing can be said."""
    last = view.last_seat
    if last is None or not last.rivals or not last.holders:
        return ""
    holder, rival = last.holders[0], last.rivals[0]
    return reader.t(
        "page.body.last",
        holder=labels[holder.option],
        rival=labels[rival.option],
        lost=holder.votes,
        gained=rival.votes,
    )
