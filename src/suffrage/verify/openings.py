"""Openings of sealed sheets, set against the board, and the pools whose sums it proves.

That a sum is the sum of what was sealed, the replay has proved; what a section put into it is
attested by the agents who signed its paper and by whoever holds its opening. The two are told
apart here. Format: ``docs/spec/sealed-sheet.md``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from suffrage.board.seal import check_opening
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.count.unit_state import Pooled, Sealed, Summed
from suffrage.errors import NotVerified
from suffrage.model import canonical
from suffrage.paper.checks import check_sheet, require_possible
from suffrage.paper.sealed import Opening, SealedSheet, sheet_with
from suffrage.verify.report import ProvedPool, Statement

__all__ = ["proved_pools", "weigh_opening"]

_HOLDS: Final = "opening.holds"


def weigh_opening(name: str, data: bytes, state: State) -> Statement:
    """What an opening shows of the sealed sheet in force of its section.

    Raises ``NotVerified``: ``opening.origin``, ``opening.no-sheet``, ``opening.differs``;
    ``Malformed``: ``canonical.*``, ``seal.exponent``; ``Inconsistent``: ``sheet.*`` where the
    sealed figures cannot be right.
    """
    said = canonical.decode(data, Opening)
    if said.origin != state.origin:
        raise NotVerified("opening.origin", at="origin", origin=state.origin)
    sealed = _sealed(state, said)
    check_opening(state.origin, said.contest, sealed.commitments, said.figures, said.blindings)
    registered = state.roll(state.rules.contest_by_id[said.contest].round, said.unit)
    sheet = sheet_with(said.contest, said.unit, sealed.entered_by, registered, said.figures)
    options = option_ids(state, state.rules.instance_of(said.contest, said.unit))
    require_possible(check_sheet(sheet, registered, options))
    return Statement(_HOLDS, name, {"contest": said.contest, "unit": said.unit})


def proved_pools(state: State, statements: Iterable[Statement]) -> tuple[ProvedPool, ...]:
    """Every pool that is summed, in the declared order of contests and pools."""
    opened = {(s.fields["contest"], s.fields["unit"]) for s in statements if s.code == _HOLDS}
    found = ((key, state.pools[key]) for key in _declared(state) if key in state.pools)
    return tuple(
        ProvedPool(
            contest=contest,
            pool=pool,
            sheets=len(one.units),
            opened=sum((contest, unit) in opened for unit in one.units),
            attested=_attested(state, contest, one),
        )
        for (contest, pool), one in found
        if one.pool == pool
    )


def _declared(state: State) -> Iterable[tuple[str, str]]:
    if state.definition is None:
        return ()
    return ((c.id, pool.id) for c in state.rules.contests for pool in state.rules.pools)


def _attested(state: State, contest: str, one: Summed) -> Mapping[str, int]:
    signed: Counter[str] = Counter()
    for unit in one.units:
        pooled = state.unit(contest, unit)
        if isinstance(pooled, Pooled):
            signed.update(camp for camp, did in pooled.sheet.agents.items() if did == "signed")
    return dict(sorted(signed.items()))


def _sealed(state: State, said: Opening) -> SealedSheet:
    unit = state.unit(said.contest, said.unit)
    if not isinstance(unit, Sealed | Pooled):
        raise NotVerified("opening.no-sheet", unit=said.unit, contest=said.contest)
    return unit.sheet
