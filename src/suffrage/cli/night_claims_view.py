"""What was said of a contest as a table: each claim, its verdict, the camp's word, the end."""

from fractions import Fraction
from typing import TYPE_CHECKING

from suffrage.cli.language import say
from suffrage.cli.tables import Sheet
from suffrage.cli.verify_words import printable as escaped
from suffrage.site.pages.people import option_of, unit_name

if TYPE_CHECKING:
    from suffrage.board.kinds.words import Claim
    from suffrage.cli.night_board import Picture
    from suffrage.conduct.state import State
    from suffrage.night.claim_final import Final
    from suffrage.night.claims import ClaimCard
    from suffrage.site.pages.render import Reader

__all__ = ["claims_sheet", "printable"]

_NONE = "–"
_THIN = "\N{NARROW NO-BREAK SPACE}"
_OPTIONS = frozenset({"option", "other"})
_PLACES = frozenset({"federation", "place"})


def claims_sheet(state: "State", picture: "Picture", reader: "Reader") -> Sheet:
    """One row a claim, in the board's order."""
    told = _Told(state, picture.view.instance, reader)
    headings = ("claimed-by", "claimed-at", "said", "verdict", "camp", "final")
    return Sheet(
        say("night.show.claims"),
        tuple(say(f"night.label.{name}") for name in headings),
        tuple(told.claim(one) for one in picture.claims),
    )


def printable(text: str) -> str:
    """A text from the board, safe to print; French numbers keep their spaces."""
    return _THIN.join(map(escaped, text.split(_THIN)))


class _Told:
    """Claims on one contest in the reader's words."""

    def __init__(self, state: "State", instance: str, reader: "Reader") -> None:
        self._state, self._instance, self._reader = state, instance, reader

    def claim(self, card: "ClaimCard") -> tuple[str, ...]:
        """The cells of one claim; its verdict is the hardest of its parts."""
        claim, verdict = card.claim, card.verdicts[0]
        fields = {name: self._named(name, value) for name, value in verdict.fields.items()}
        finding = say(f"night.label.{verdict.finding}")
        return (
            printable(claim.said_by),
            self._reader.when(claim.said_at),
            printable(f"{say(f'night.label.{claim.claim}-claim')}: {self._said(claim)}"),
            printable(f"{finding}: {self._reader.t(verdict.code, **fields)}"),
            say(f"night.label.{card.answer}"),
            printable(self._final(card.final)) if card.final else _NONE,
        )

    def _said(self, claim: "Claim") -> str:
        """The figures of a claim, whatever its kind."""
        reader, label = self._reader, self._label
        parts = [f"{label(o)} {reader.pct(share)}" for o, share in claim.shares.items()]
        parts += [
            f"{label(o)} {reader.pct(said.least)} – {reader.pct(said.most)}"
            for o, said in claim.ranges.items()
        ]
        parts += [f"{label(o)} {reader.num(votes)}" for o, votes in claim.votes.items()]
        parts += [" > ".join(map(label, claim.order))] if claim.order else []
        parts += [label(claim.option)] if claim.option else []
        parts += [reader.num(claim.rank)] if claim.rank else []
        parts += [reader.pct(claim.share)] if claim.share else []
        parts += [reader.t("night.show.ballots", ballots=claim.ballots)] if claim.ballots else []
        return ", ".join(parts)

    def _final(self, final: "Final") -> str:
        """The certified figures, and whether the claim came true."""
        parts = [
            f"{self._label(one.option)} {self._reader.text('share', one.value)}".strip()
            for one in final.figures
        ]
        came = [say(f"night.label.{final.came}")] if final.came else []
        return ", ".join((*parts, *came))

    def _named(self, name: str, value: str | int | Fraction) -> str | int | Fraction:
        """Options and federations by their names."""
        if isinstance(value, str) and name in _OPTIONS:
            return self._label(value)
        if isinstance(value, str) and name in _PLACES:
            return unit_name(self._state, value)
        return value

    def _label(self, option: str) -> str:
        return option_of(self._state, self._instance, option).label if option else ""
