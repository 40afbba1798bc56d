"""What a desk may show of a draft before anybody has signed it."""

import pytest
from tests.support.simulator import Simulation

from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.extend_hours import extend_hours
from suffrage.acts.opening.open_polls import open_polls
from suffrage.conduct.step import foresee, step
from suffrage.errors import NotVerified, Refused


def test_a_draft_is_foreseen_without_a_signature_or_a_decision() -> None:
    sim = Simulation().convene().fix_rules()
    state = sim.state
    moment = state.rules.contests[0].opens
    draft = open_polls(state, "commission@chair", moment, 1)
    after = foresee(state, draft.record(), None)
    assert after.evening(1).opened
    assert not state.evening(1).opened
    with pytest.raises(NotVerified, match=r"record\.signature"):
        step(state, draft.record(), None)
    unit = state.rules.tree.sections[0].id
    closes = "2023-01-12T23:00:00Z"
    later = extend_hours(after, "commission@chair", moment, round_=1, unit=unit, closes=closes)
    assert foresee(after, later.record(), None).evening(1).ends[unit] == closes


def test_a_draft_that_the_rules_refuse_is_refused_before_it_is_signed() -> None:
    sim = Simulation().convene().fix_rules()
    draft = close_polls(sim.state, "commission@chair", sim.now(), 1)
    with pytest.raises(Refused, match=r"polls\.not-open"):
        foresee(sim.state, draft.record(), None)
    elsewhere = open_polls(sim.state, "secretary@75-001", sim.now(), 1)
    with pytest.raises(Refused, match=r"role\.not-allowed"):
        foresee(sim.state, elsewhere.record(), None)
