"""Round 2's invented disputes and the rulings that lead from the announced to the final totals.

Published: 12,076 and 11,683 announced, 12,020 and 11,507 after the commission. Which sections
lost how many votes was not published; the sections, grounds and votes here stand for nothing
that happened anywhere.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from draw import Draw
from spread import Sheet, Tally, tally
from territory import ONLINE, SHOWN

__all__ = ["FINAL", "REMOVED", "Ruling", "after_rulings", "make_rulings"]

REMOVED = (56, 176)
"""Votes that leave by all rulings together."""

FINAL = (12_020, 11_507)

ANNUL = "annul-unit"
CORRECT = "correct-sheet"

_ANNULLED_FIRST = 2
_ANNULLED_SECOND = 9
_CORRECTED = 6

_ANNULLING = (
    "early-ballots", "pressure", "non-conforming-electronic-vote", "early-ballots", "violence",
    "pressure", "early-ballots", "non-conforming-electronic-vote", "pressure", "violence",
    "early-ballots",
)  # fmt: skip
_CORRECTING = (
    "ballots-without-envelope", "ballots-without-envelope", "count-error",
    "ballots-without-envelope", "ballots-without-envelope", "count-error",
)  # fmt: skip
_REJECTED = ("pressure", "early-ballots", "violence", "count-error")

# Votes of the chair, the secretary, the dean and the three texts' members, by camp that filed.
_UPHELD_VOTES = {
    "to1": ("for", "for", "for", "for", "against", "abstained"),
    "to2": ("for", "for", "abstained", "against", "for", "for"),
}
_REJECTED_VOTES = {
    "to1": ("against", "against", "against", "for", "against", "against"),
    "to2": ("against", "against", "against", "against", "for", "for"),
}
_WALK_OUT_VOTES = ("for", "for", "for", "for", "walked-out", "against")

_FILED_FROM = datetime.fromisoformat("2023-01-19T22:40:00")
_RULED_FROM = datetime.fromisoformat("2023-01-22T10:00:00")


@dataclass(frozen=True, slots=True)
class Ruling:
    """One dispute and its decision; ``corrected`` only where a corrected sheet follows.

    ``votes`` are those of the six members in the order of the definition; times are local.
    """

    code: str
    ground: str
    effect: str
    filed_by: str
    filed_at: str
    ruled_at: str
    upheld: bool
    votes: tuple[str, ...]
    corrected: Tally | None


@dataclass(frozen=True, slots=True)
class _Case:
    sheet: Sheet
    ground: str
    effect: str
    camp: str
    upheld: bool
    corrected: Tally | None = None


def make_rulings(sheets: Sequence[Sheet], draw: Draw) -> tuple[Ruling, ...]:
    """Disputes in the order in which they are ruled; during the last one a camp walks out."""
    pool = draw.shuffled([sheet for sheet in sheets if sheet.code not in {ONLINE, SHOWN}])
    annulled = _annulled(pool)
    rest = [sheet for sheet in pool if sheet.code not in {case.sheet.code for case in annulled}]
    left = tally([case.sheet for case in annulled]).votes
    corrected = _corrected(rest, (REMOVED[0] - left[0], REMOVED[1] - left[1]), draw)
    taken = {case.sheet.code for case in corrected}
    rejected = _rejected([sheet for sheet in rest if sheet.code not in taken])
    last = max(annulled, key=lambda case: case.sheet.figures.votes[1])
    cases = draw.shuffled([c for c in (*annulled, *corrected, *rejected) if c is not last])
    filed = sorted(draw.below(42 * 3600) for _ in range(len(cases) + 1))
    by_filing = dict(zip(draw.shuffled([*cases, last]), filed, strict=True))
    return tuple(
        _ruling(case, by_filing[case], place, _votes(case, last))
        for place, case in enumerate([*cases, last])
    )


def after_rulings(sheets: Sequence[Sheet], rulings: Sequence[Ruling]) -> list[Sheet]:
    """The sheets in force once every ruling is carried out; annulled units have none."""
    by_code = {ruling.code: ruling for ruling in rulings if ruling.upheld}
    kept = [s for s in sheets if s.code not in by_code or by_code[s.code].effect != ANNUL]
    fixed = {code: ruling.corrected for code, ruling in by_code.items()}
    return [Sheet(s.code, fixed.get(s.code) or s.figures) for s in kept]


def _annulled(pool: Sequence[Sheet]) -> list[_Case]:
    """Small sections whose votes all leave: two won by the first side, nine by the second.

    The sizes are chosen so that some of the votes to remove are left for the corrections.
    """
    first = _pick(pool, lambda v: 5 <= v[0] <= 8 and 1 <= v[1] <= 4)
    second = _pick(pool, lambda v: 1 <= v[0] <= 4 and 8 <= v[1] <= 15)
    found = [("to2", next(first)) for _ in range(_ANNULLED_FIRST)]
    found += [("to1", next(second)) for _ in range(_ANNULLED_SECOND)]
    return [
        _Case(sheet, ground, ANNUL, camp, upheld=True)
        for (camp, sheet), ground in zip(found, _ANNULLING, strict=True)
    ]


def _corrected(pool: Sequence[Sheet], remove: tuple[int, int], draw: Draw) -> list[_Case]:
    """Larger sections where some votes become void or blank; ballots and signatures stay."""
    large = _pick(pool, lambda v: v[0] >= 25 and v[1] >= 40)
    shares = zip(*(_parts(votes, _CORRECTED, draw) for votes in remove), strict=True)
    cases = []
    for sheet, ground, less in zip(large, _CORRECTING, shares, strict=False):
        f = sheet.figures
        blank, void = (sum(less), 0) if ground == "count-error" else (0, sum(less))
        votes = (f.votes[0] - less[0], f.votes[1] - less[1])
        fixed = Sheet.sound(sheet.code, f.blank + blank, f.void + void, votes)
        cases.append(_Case(sheet, ground, CORRECT, "to1", upheld=True, corrected=fixed.figures))
    return cases


def _rejected(pool: Sequence[Sheet]) -> list[_Case]:
    """Sections whose figures stand: three disputed by the second side, one by the first."""
    stood = _pick(pool, lambda v: sum(v) >= 15)
    return [
        _Case(
            sheet,
            ground,
            CORRECT if ground in _CORRECTING else ANNUL,
            "to1" if number == 0 else "to2",
            upheld=False,
        )
        for number, (sheet, ground) in enumerate(zip(stood, _REJECTED, strict=False))
    ]


def _pick(pool: Sequence[Sheet], wanted: Callable[[tuple[int, ...]], bool]) -> Iterator[Sheet]:
    return (sheet for sheet in pool if wanted(sheet.figures.votes))


def _parts(total: int, count: int, draw: Draw) -> list[int]:
    """``count`` parts of at least one that make ``total``, of much the same size."""
    parts = [1] * count
    for _ in range(total - count):
        parts[draw.below(count)] += 1
    return parts


def _votes(case: _Case, last: _Case) -> tuple[str, ...]:
    if case is last:
        return _WALK_OUT_VOTES
    return (_UPHELD_VOTES if case.upheld else _REJECTED_VOTES)[case.camp]


def _ruling(case: _Case, filed_after: int, place: int, votes: tuple[str, ...]) -> Ruling:
    return Ruling(
        code=case.sheet.code,
        ground=case.ground,
        effect=case.effect,
        filed_by=case.camp,
        filed_at=(_FILED_FROM + timedelta(seconds=filed_after)).isoformat(),
        ruled_at=(_RULED_FROM + timedelta(minutes=18 * place)).isoformat(),
        upheld=case.upheld,
        votes=votes,
        corrected=case.corrected,
    )
