"""The form of a claim, read into the claim: all faults at once, each beside its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, TypeVar, cast

from suffrage.board.kinds.words import Claim, ClaimKind, ShareRange
from suffrage.conduct.state import State
from suffrage.errors import Malformed, SuffrageError
from suffrage.model import canonical
from suffrage.model.contests import instance_place
from suffrage.office.desks.agents.typed import read_moment, read_number, read_share
from suffrage.office.refusals import told
from suffrage.site.pages.people import options_of

__all__ = ["KINDS", "ClaimForm", "kind_asked"]

KINDS: Final = ("counted", "estimate", "rank", "majority", "turnout", "coverage")
_STANDS: Final = ("yes", "no", "not-asked")
_Read = TypeVar("_Read")


@dataclass
class ClaimForm:
    """What was typed for a claim of a kind on an instance, and what is wrong with it."""

    state: State
    instance: str
    kind: str
    camps: list[str]
    typed: Mapping[str, str]
    faults: dict[str, str] = field(default_factory=dict)

    def read(self) -> Claim | None:
        """The claim, or ``None`` with ``faults`` by field; the board's own rules come after."""
        contest, place = instance_place(self.instance)
        plain: dict[str, Any] = {
            "contest": contest,
            "claim": self.kind,
            "place": place or self._text("place"),
            "said_at": self._moment(),
            "said_by": self._text("said_by"),
            "camp": self._choice("camp", self.camps),
            "confirmed": self._choice("confirmed", _STANDS),
            "tree_size": self._read("tree_size", read_number, 0),
            "source": self._text("source"),
            "capture": self._text("capture").lower(),
            **self._figures(),
        }
        if not plain["said_by"]:
            self.fault("said_by", Malformed("agents.empty"))
        return None if self.faults else self._claim(plain)

    def fault(self, name: str, error: SuffrageError) -> None:
        """Remember what is wrong with a field; the first fault of each stays."""
        self.faults.setdefault(name, told(error))

    def _claim(self, plain: dict[str, Any]) -> Claim | None:
        """The claim as its format has it, so that a text too long is told here."""
        made = Claim(**plain)
        try:
            return canonical.decode(canonical.encode(made), Claim)
        except SuffrageError as error:
            self.fault(error.at.removeprefix("$.").partition(".")[0], error)
            return None

    def _figures(self) -> dict[str, Any]:
        if self.kind in ("counted", "estimate"):
            said = self._options()
            if self.kind == "counted":
                said["ballots"] = self._read("ballots", read_number, 0)
            return said
        if self.kind == "rank":
            order = tuple(self._text("order").replace(">", " ").split())
            return {
                "option": self._text("option"),
                "rank": self._read("rank", read_number, 0),
                "order": order,
            }
        if self.kind == "majority":
            return {"option": self._text("option")}
        found: dict[str, Any] = {
            "ballots": self._read("ballots", read_number, 0),
            "share": self._whole_share(),
        }
        if self.kind == "coverage":
            found["share_of"] = self._choice("share_of", ("members", "units"))
        return found

    def _options(self) -> dict[str, Any]:
        """What each option was said to have: a share, a range of shares, or votes."""
        shares: dict[str, Fraction] = {}
        ranges: dict[str, ShareRange] = {}
        votes: dict[str, int] = {}
        for option in options_of(self.state, self.instance):
            share = self._read(f"share.{option.id}", read_share, None)
            if isinstance(share, ShareRange):
                ranges[option.id] = share
            elif share is not None:
                shares[option.id] = share
            number = self._read(f"votes.{option.id}", read_number, None)
            if number is not None:
                votes[option.id] = number
        return {"shares": shares, "ranges": ranges, "votes": votes}

    def _whole_share(self) -> Fraction:
        share = self._read("share", read_share, Fraction(0))
        if isinstance(share, ShareRange):
            self.fault("share", Malformed("agents.share", typed=self._text("share")))
            return Fraction(0)
        return share

    def _moment(self) -> str:
        zone = self.state.rules.time_zone
        try:
            return read_moment(self._text("said_at"), zone)
        except Malformed as error:
            self.fault("said_at", error)
            return ""

    def _read(
        self, name: str, read: Callable[[str], _Read], otherwise: "_Read | Any"
    ) -> "_Read | Any":
        text = self._text(name)
        if not text:
            return otherwise
        try:
            return read(text)
        except Malformed as error:
            self.fault(name, error)
            return otherwise

    def _choice(self, name: str, known: "list[str] | tuple[str, ...]") -> str:
        if self._text(name) not in known:
            self.fault(name, Malformed("office.choice"))
        return self._text(name)

    def _text(self, name: str) -> str:
        return self.typed.get(name, "").strip()


def kind_asked(text: str) -> ClaimKind:
    """The kind of a claim that an address names; an estimate where it names none."""
    return cast("ClaimKind", text if text in KINDS else "estimate")
