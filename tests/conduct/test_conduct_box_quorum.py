"""A box opens only with a key that as many trustees can use as the definition says."""

import pytest
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.threshold_run import (
    announced,
    ceremony,
    open_with,
    threshold_definition,
    threshold_run,
)

from suffrage.belenios.trustees import make_trustee_key, write_trustees
from suffrage.errors import Refused
from suffrage.trustee.announce import announcement
from suffrage.trustee.gather import TRUSTEES
from suffrage.trustee.saved import BoardScope


def fixed(of: int, need: int) -> OnlineSimulation:
    simulation = OnlineSimulation(threshold_definition(of, need))
    simulation.convene().fix_rules()
    return simulation


def test_a_box_opens_with_the_key_of_a_ceremony() -> None:
    simulation, saved = threshold_run()
    assert simulation.state.runs[(BOX, 1)].phase == "open"
    assert len(saved) == 3


@pytest.mark.parametrize(("declared", "held"), [(2, 3), (3, 2), (1, 2)])
def test_another_quorum_than_declared_is_refused(declared: int, held: int) -> None:
    simulation = fixed(3, declared)
    saved, files = ceremony(simulation, 3, held)
    with pytest.raises(Refused, match=r"trustee\.quorum-differs"):
        open_with(simulation, announced(simulation, saved, files), files[TRUSTEES])


def test_keys_made_alone_serve_only_a_box_that_needs_all() -> None:
    for need in (2, 3):
        simulation = fixed(3, need)
        saved, _ = ceremony(simulation, 3, 2)
        keys = [make_trustee_key(simulation.entropy) for _ in range(3)]
        records = []
        for index, key in enumerate(keys, 1):
            scope = saved[index].scope
            assert isinstance(scope, BoardScope)
            now = simulation.now()
            records.append(announcement(scope, index, key.public.public_key, now))
        record = write_trustees([key.public for key in keys])
        if need == 3:
            open_with(simulation, records, record)
            continue
        with pytest.raises(Refused, match=r"trustee\.quorum-differs"):
            open_with(simulation, records, record)
