"""The page of agreements: what allies promised each other, beside what became of it.

Votes and places stand there once nothing of their contest is missing: a promise is not weighed
against a part of the count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from suffrage.model.alliances import Promise
from suffrage.model.contests import instance_id
from suffrage.night.bodies.agreement_view import AgreementView, agreement_view
from suffrage.night.counted import Counted
from suffrage.site.files import SiteFile
from suffrage.site.pages.addresses import agreements_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.heads import head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import contest_title, option_of, titled
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings

__all__ = ["AgreementPage", "NamedAgreement", "agreement_files"]


@dataclass(frozen=True, slots=True)
class NamedAgreement:
    """An agreement with its title; ``told`` are its promises in words, ``candidates`` by name."""

    title: str
    view: AgreementView
    told: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """All agreements in the declared order; ``parties`` names their ids."""

    agreements: tuple[NamedAgreement, ...]
    parties: Mapping[str, str]


def agreement_files(board: Board, settings: Settings) -> Iterator[SiteFile]:
    """The page in both languages, where there is an agreement."""
    rules = board.state.rules
    if not rules.agreements:
        return
    latest = max(board.history.changed(one) for one in rules.instances())
    make = partial(_page, board, latest, settings)
    yield from in_languages(board, settings, agreements_path, latest, make)


def _page(board: Board, size: int, settings: Settings, path: str, reader: Reader) -> bytes:
    rules = board.at(size).rules
    whole = _whole(board, size)
    page = AgreementPage(
        agreements=tuple(
            _named(board, size, agreement_view(board.at(size), one, whole), reader)
            for one in rules.agreements
        ),
        parties={party.id: party.label for party in rules.parties},
    )
    head = head_of(board, path, reader.t("page.agreements"), size, reader, settings)
    return render("agreements.html", head, reader, page)


def _whole(board: Board, size: int) -> Mapping[str, Counted]:
    """The instances whose figures may be shown and of which no unit is missing."""
    found = {}
    for instance in board.at(size).rules.instances():
        figures = board.counted(instance, size)
        if not figures.missing and board.awaited(instance, size) is None:
            found[instance] = figures
    return found


def _named(board: Board, size: int, view: AgreementView, reader: Reader) -> NamedAgreement:
    agreement = view.agreement
    return NamedAgreement(
        title=titled(agreement.title, reader.language, agreement.id),
        view=view,
        told=tuple(_told(board, size, one, reader) for one in agreement.promises),
        candidates=tuple(
            ", ".join(_candidates(board, size, one.promise, one.candidates))
            for one in view.promises
        ),
    )


def _told(board: Board, size: int, promise: Promise, reader: Reader) -> str:
    """What was promised, in words."""
    state = board.at(size)
    if promise.contest:
        instance = instance_id(promise.contest, promise.place)
        title = contest_title(state, instance, reader.language)
        return reader.t("page.agreement.place", title=title)
    body = next(one for one in state.rules.bodies if one.id == promise.body)
    title = titled(body.title, reader.language, body.id)
    if not promise.option:
        return reader.t("page.agreement.seats", title=title, seats=promise.seats)
    label = option_of(state, body.contest, promise.option).label
    position = promise.position
    return reader.t("page.agreement.position", title=title, label=label, position=position)


def _candidates(
    board: Board, size: int, promise: Promise, candidates: tuple[str, ...]
) -> Iterator[str]:
    """Options by their labels; a person of a list has a name already."""
    if promise.option:
        yield from candidates
        return
    state = board.at(size)
    bodies = {one.id: one.contest for one in state.rules.bodies}
    instance = (
        instance_id(promise.contest, promise.place) if promise.contest else bodies[promise.body]
    )
    for name in candidates:
        yield option_of(state, instance, name).label
