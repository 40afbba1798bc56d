"""What a claim may hold: a figure of its kind, options that stand, a place of its contest."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from suffrage.board.kinds.words import Claim, ClaimKind
from suffrage.conduct.standing import options_now
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.canonical import plain_fraction
from suffrage.model.contests import instance_id
from suffrage.model.definition import Definition
from suffrage.model.values import LARGEST_NUMBER

__all__ = ["check_claim", "claimed_instance"]

_FIGURES: Final = ("shares", "ranges", "votes")
_FIELDS: Final[Mapping[ClaimKind, tuple[str, ...]]] = {
    "counted": (*_FIGURES, "ballots"),
    "estimate": _FIGURES,
    "rank": ("option", "rank", "order"),
    "majority": ("option",),
    "turnout": ("ballots", "share"),
    "coverage": ("ballots", "share", "share_of"),
}
_UNSAID: Final[Mapping[str, object]] = {
    "shares": {},
    "ranges": {},
    "votes": {},
    "ballots": 0,
    "share": 0,
    "share_of": "members",
    "option": "",
    "rank": 0,
    "order": (),
}


def claimed_instance(rules: Definition, claim: Claim) -> tuple[str, str]:
    """The instance of a claim's contest, and the federation that it is limited to, or "".

    A contest held in each federation or section has its place in its instance; one of the
    nation may be claimed on for a federation, never for a section, whose own figures may be
    nobody's to show. Raises ``Refused``: ``contest.unknown``, ``claim.place``.
    """
    contest = rules.contest_by_id.get(claim.contest)
    if contest is None:
        raise Refused("contest.unknown", at="contest", contest=claim.contest)
    if contest.scope != "nation":
        instance = instance_id(contest.id, claim.place)
        if instance not in rules.instances():
            raise Refused("claim.place", at="place", place=claim.place)
        return instance, ""
    if claim.place and claim.place not in {unit.id for unit in rules.tree.federations}:
        raise Refused("claim.place", at="place", place=claim.place)
    return contest.id, claim.place


def check_claim(state: State, claim: Claim) -> None:
    """Raise ``Refused`` unless the claim says something of its kind, and of nothing else.

    Codes: those of ``claimed_instance``; ``claim.field``, ``claim.figure``, ``claim.option``,
    ``claim.twice``, ``claim.share``, ``claim.range``, ``claim.rank``; and those of
    ``options_now`` while nobody knows who stands.
    """
    instance, _ = claimed_instance(state.rules, claim)
    _check_fields(claim)
    _check_options(state, instance, claim)
    for share in (*claim.shares.values(), claim.share):
        _check_share(share)
    for option, said in claim.ranges.items():
        _check_share(said.least)
        _check_share(said.most)
        if said.least > said.most:
            raise Refused("claim.range", at=f"ranges.{option}", option=option)


def _check_fields(claim: Claim) -> None:
    """A field that no claim of the kind has is refused, and so is a claim without its figure."""
    for name, unsaid in _UNSAID.items():
        if getattr(claim, name) != unsaid and name not in _FIELDS[claim.claim]:
            raise Refused("claim.field", at=name, field=name, claim=claim.claim)
    if not _has_figure(claim):
        raise Refused("claim.figure", claim=claim.claim)


def _has_figure(claim: Claim) -> bool:
    match claim.claim:
        case "rank":
            one = bool(claim.option)
            return one is bool(claim.rank) and one is not bool(claim.order)
        case "majority":
            return bool(claim.option)
        case "turnout" | "coverage":
            unasked = claim.share_of != "members" and not claim.share
            return bool(claim.ballots) is not bool(claim.share) and not unasked
        case _:
            return any(getattr(claim, name) for name in _FIGURES)


def _check_options(state: State, instance: str, claim: Claim) -> None:
    frozen = state.options.get(instance) or options_now(state, instance)
    standing = {option.id for option in frozen}
    named = [*claim.shares, *claim.ranges, *claim.votes, *claim.order]
    for option in (*named, *([claim.option] if claim.option else [])):
        if option not in standing:
            raise Refused("claim.option", option=option, contest=instance)
        if named.count(option) > 1:
            raise Refused("claim.twice", option=option)
    if len(claim.order) == 1:
        raise Refused("claim.figure", claim=claim.claim)
    if claim.rank > len(standing):
        raise Refused("claim.rank", at="rank", rank=claim.rank, options=len(standing))


def _check_share(share: Fraction) -> None:
    """A part of a whole, with a denominator that no arithmetic on it has to fear."""
    if not 0 <= share <= 1 or share.denominator > LARGEST_NUMBER:
        raise Refused("claim.share", share=plain_fraction(share))
