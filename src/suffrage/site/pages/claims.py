"""The values of the page of claims: one card a claim, beside the board of its own moment.

>>> claims_view(board, "text", reader)[0].finding           # doctest: +SKIP
'only-if'
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from markupsafe import Markup

from suffrage.board.kinds.words import Claim
from suffrage.conduct.claims import claimed_instance
from suffrage.conduct.state import State
from suffrage.night.bounds import share_range
from suffrage.night.claim_final import Final as Certified
from suffrage.night.claim_final import FinalFigure
from suffrage.night.claims import ClaimCard, claim_cards
from suffrage.night.said_share import SaidRange, said_of
from suffrage.night.verdict import Fields, Verdict, against
from suffrage.site.pages.board import Board
from suffrage.site.pages.charts.ranges import Strip, draw_ranges
from suffrage.site.pages.people import option_of, unit_name
from suffrage.site.pages.render import Reader
from suffrage.site.pages.roles import camp_name

__all__ = ["CardView", "FinalRow", "SaidRow", "VerdictRow", "claims_view"]

_SEEN: Final = Fraction(3, 1000)
"""How much wider a bar is drawn at each end, so that "50.5 %" can be seen on a phone."""


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One thing that was said; ``figures`` are each a value and its name."""

    label: str
    figures: tuple[tuple[int | Fraction, str], ...]


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A line of arithmetic; ``finding`` is the word of the style, ``word`` that of the reader."""

    finding: str
    word: str
    told: str


@dataclass(frozen=True, slots=True)
class FinalRow:
    """A certified figure, ``told`` in words; ``name`` is empty where no table has it."""

    label: str
    value: int | Fraction
    told: str
    name: str


@dataclass(frozen=True, slots=True)
class CardView:
    """Everything that a card shows.

    ``source`` is a link that the record's format has checked, ``place`` the federation to which
    the claim is limited; ``came`` says whether it turned out right, once that is decided.
    """

    index: int
    at: str
    who: str
    said_at: str
    camp: str
    kind: str
    place: str
    said: tuple[SaidRow, ...]
    source: str
    capture: str
    size: int
    board_at: str
    coverage: Fraction | None
    verdicts: tuple[VerdictRow, ...]
    answer: str
    answered_at: str
    drawing: Markup
    final: tuple[FinalRow, ...]
    came: str

    @property
    def impossible(self) -> bool:
        """Whether no completion of the claim's board agrees with it."""
        return self.verdicts[0].finding == "impossible"


def claims_view(board: Board, instance: str, reader: Reader) -> tuple[CardView, ...]:
    """The claims on an instance, the latest first."""
    cards = claim_cards(board.history, instance)
    return tuple(_card(board, instance, card, reader) for card in reversed(cards))


def _card(board: Board, instance: str, card: ClaimCard, reader: Reader) -> CardView:
    state, claim = board.state, card.claim
    place = claimed_instance(state.rules, claim)[1]
    return CardView(
        index=card.index,
        at=card.at,
        who=claim.said_by,
        said_at=claim.said_at,
        camp=camp_name(state, claim.camp),
        kind=reader.t(f"page.claim.kind.{claim.claim}"),
        place=unit_name(state, place) if place else "",
        said=tuple(_said(claim, card.index, state, instance, reader)),
        source=claim.source,
        capture=claim.capture,
        size=claim.tree_size,
        board_at=card.board_at,
        coverage=card.coverage,
        verdicts=tuple(_verdict(one, state, instance, reader) for one in card.verdicts),
        answer=reader.t(f"page.claim.answer.{card.answer}"),
        answered_at=card.answered_at,
        drawing=_drawing(board, instance, card, reader),
        final=_final(card.final, state, instance, place, reader),
        came=card.final.came if card.final and card.final.came else "",
    )


def _said(
    claim: Claim, index: int, state: State, instance: str, reader: Reader
) -> Iterator[SaidRow]:
    """Every figure that was said, by its record."""
    at = f"{instance}/record/{index}"
    for option, share in claim.shares.items():
        yield SaidRow(_label(state, instance, option), ((share, f"{at}/shares/{option}"),))
    for option, one in claim.ranges.items():
        ends = (
            (one.least, f"{at}/ranges/{option}/least"),
            (one.most, f"{at}/ranges/{option}/most"),
        )
        yield SaidRow(_label(state, instance, option), ends)
    for option, votes in claim.votes.items():
        label = reader.t("page.claim.votes", option=_label(state, instance, option))
        yield SaidRow(label, ((votes, f"{at}/votes/{option}"),))
    if claim.order:
        yield SaidRow(" > ".join(_label(state, instance, one) for one in claim.order), ())
    if claim.option:
        rank = ((claim.rank, f"{at}/rank"),) if claim.rank else ()
        yield SaidRow(_label(state, instance, claim.option), rank)
    if claim.share:
        yield SaidRow(reader.t(f"page.claim.of-{claim.share_of}"), ((claim.share, f"{at}/share"),))
    if claim.ballots:
        yield SaidRow(reader.t("page.ballots"), ((claim.ballots, f"{at}/ballots"),))


def _verdict(one: Verdict, state: State, instance: str, reader: Reader) -> VerdictRow:
    word = reader.t(f"page.claim.finding.{one.finding}")
    return VerdictRow(one.finding, word, reader.told(one.code, _named(one.fields, state, instance)))


def _named(fields: Fields, state: State, instance: str) -> Mapping[str, str | int | Fraction]:
    """Options and federations by their names."""
    found = dict(fields)
    for name, value in fields.items():
        if name in ("option", "other", "rival"):
            found[name] = _label(state, instance, str(value))
        elif name in ("federation", "place"):
            found[name] = unit_name(state, str(value))
    return found


def _label(state: State, instance: str, option: str) -> str:
    return option_of(state, instance, option).label


def _drawing(board: Board, instance: str, card: ClaimCard, reader: Reader) -> Markup:
    """What was said between what was counted and what was possible; empty without shares."""
    said = {
        option: one for option, one in said_of(card.claim).items() if isinstance(one, SaidRange)
    }
    if card.coverage is None or not said:
        return Markup()
    state = board.at(card.claim.tree_size)
    partial = against(state, instance, claimed_instance(state.rules, card.claim)[1]).partial
    strips = []
    for option, one in said.items():
        possible = share_range(partial, option)
        share = Fraction(partial.votes[option], partial.valid) if partial.valid else None
        strips.append(
            Strip(
                label=_label(state, instance, option),
                told="–" if share is None else reader.pct(share),
                share=share,
                certain=possible,
                projected=(one.least - _SEEN, one.most + _SEEN),
            )
        )
    return draw_ranges(strips, half=True, title=reader.t("page.claim.drawing"))


def _final(
    final: Certified | None, state: State, instance: str, place: str, reader: Reader
) -> tuple[FinalRow, ...]:
    at = f"{instance}/federation/{place}" if place else instance
    return tuple(_row(one, at, state, instance, reader) for one in final.figures) if final else ()


def _row(one: FinalFigure, at: str, state: State, instance: str, reader: Reader) -> FinalRow:
    label = reader.t(f"page.claim.final.{one.what}")
    if one.option:
        label = f"{_label(state, instance, one.option)}, {label}"
    named = {"share": f"{at}/share/{one.option}", "votes": f"{at}/votes/{one.option}"}
    names = {**named, "ballots": f"{at}/ballots"}
    told = reader.text("share", one.value)
    return FinalRow(label, one.value, told, names.get(one.what, ""))
