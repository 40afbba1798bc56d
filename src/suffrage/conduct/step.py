"""One record's effect on the state: admission first, then the rule of its kind."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from immutables import Map

from suffrage.board.kinds.kind import Text
from suffrage.board.policy import needs_decision
from suffrage.board.record import Body, Record
from suffrage.conduct import (
    admission,
    bodies,
    boxes,
    closing,
    decisions,
    disputes,
    lots,
    officers,
    online,
    opening,
    polls,
    pools,
    recommendations,
    results,
    roll,
    sheets,
    vouches,
    words,
)
from suffrage.conduct.state import Decided, State

__all__ = ["foresee", "step"]

# Heads and bodies have the classes that the table of kinds gives; each rule names them.
_Rule = Callable[[State, Record, Any, Any], State]

_RULES: Final[Mapping[str, _Rule]] = {
    "election.convened/1": opening.convened,
    "officer.appointed/1": officers.appointed,
    "officer.replaced/1": officers.replaced,
    "option.admitted/1": opening.option_admitted,
    "option.withdrawn/1": opening.option_withdrawn,
    "option.recommended/1": recommendations.recommended,
    "roll.committed/1": roll.committed,
    "roll.amended/1": roll.amended,
    "credentials.committed/1": boxes.credentials_committed,
    "trustees.setup/1": boxes.trustee_set_up,
    "rules.fixed/1": opening.rules_fixed,
    "polls.opened/1": polls.opened,
    "section.opened/1": polls.section_opened,
    "hours.extended/1": polls.extended,
    "turnout.reported/1": polls.turnout,
    "polls.closed/1": polls.closed,
    "online.event/1": online.event,
    "share.vouched/1": vouches.vouched,
    "box.suspended/1": boxes.suspended,
    "box.resumed/1": boxes.resumed,
    "box.annulled/1": boxes.annulled,
    "box.replaced/1": boxes.replaced,
    "sheet.received/1": sheets.received,
    "sheet.approved/1": sheets.approved,
    "sheet.reserved/1": sheets.reserved,
    "sheet.corrected/1": sheets.corrected,
    "sheet.ruled/1": sheets.ruled,
    "sheet.sealed/1": pools.sealed,
    "pool.summed/1": pools.summed,
    "pool.excused/1": pools.excused,
    "unit.excused/1": sheets.excused,
    "claim.made/2": words.claim,
    "claim.answered/1": words.answered,
    "incident.reported/1": words.incident,
    "dispute.filed/1": disputes.filed,
    "dispute.ruled/1": disputes.ruled,
    "commission.decided/1": decisions.decided,
    "lot.drawn/1": lots.lot_drawn,
    "result.announced/1": results.announced,
    "result.certified/1": results.certified,
    "result.ratified/1": results.ratified,
    "body.seated/1": bodies.seated,
    "keys.destroyed/1": boxes.keys_destroyed,
    "blob.erased/1": closing.blob_erased,
    "board.superseded/1": closing.superseded,
    "board.closed/1": closing.closed,
}


def step(state: State, record: Record, body: Body) -> State:
    """The state after a record.

    Raises ``Refused`` when the record may not follow, ``NotVerified`` for a false signature,
    ``Inconsistent`` for figures that contradict each other; the state given is untouched.
    """
    digest = admission.admit(state, record, body)
    decided = needs_decision(record, fixed=state.phase == "fixed")
    after = _RULES[record.kind](state, record, record.head, body)
    return _entered(state, after, record, body, digest, decided=decided)


def foresee(state: State, record: Record, body: Body) -> State:
    """What a draft would lead to, before anybody signs it or the commission decides on it.

    Raises as ``step``, but for signature and decision. Nothing may rest on it: a desk shows what
    would be written, and what stands in its way, before it asks for a signature.
    """
    digest = admission.admit_unsigned(state, record, body)
    after = _RULES[record.kind](state, record, record.head, body)
    return _entered(state, after, record, body, digest, decided=False)


def _entered(
    state: State, after: State, record: Record, body: Body, digest: str, *, decided: bool
) -> State:
    """What every record leaves besides what its own rule says."""
    return replace(
        after,
        size=state.size + 1,
        seen=after.seen.set(digest, state.size),
        decisions=_used(after, record) if decided else after.decisions,
        texts=after.texts.set(record.payload, state.size)
        if isinstance(body, Text)
        else after.texts,
        kept=after.kept if isinstance(body, Text) else after.kept.set(record.payload, state.size),
    )


def _used(state: State, record: Record) -> Map[int, Decided]:
    """The decisions after a record that rests on one of them, which thereby has served."""
    head: Any = record.head
    used = replace(state.decisions[head.decision], used=True)
    return state.decisions.set(head.decision, used)
