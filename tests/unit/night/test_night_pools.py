"""Pools in the night: whose pages a sum concerns, and whose totals it is in."""

from tests.support.histories import history_of
from tests.support.pools import PooledSimulation

from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.night.certain import certain
from suffrage.night.counted import count_federations, counted


def night() -> PooledSimulation:
    simulation = PooledSimulation()
    simulation.to_the_count()
    return simulation


def test_a_sum_concerns_every_section_in_it_and_no_other() -> None:
    simulation = night().count_hidden()
    before = history_of(simulation)
    simulation.sum("small-75-1")
    history = history_of(simulation)
    assert history.changed("text") == history.size
    assert history.unit_changed("text", "75-004") == history.size
    assert history.unit_changed("text", "75-005") == history.size
    assert history.unit_changed("text", "13-004") == before.unit_changed("text", "13-004")


def test_a_pool_that_is_given_up_concerns_its_sections() -> None:
    simulation = night()
    for unit in ("75-004", "75-005", "13-004"):
        simulation.decided(excuse_unit, round_=1, unit=unit, reason="not-held")
    for unit in ("13-005", "13-006"):
        simulation.seal(unit, votes={"to1": 1, "to2": 1, "to3": 0})
    simulation.give_up("small-1")
    history = history_of(simulation)
    for unit in ("13-005", "13-006"):
        assert history.unit_changed("text", unit) == history.size


def test_the_units_add_up_at_every_moment() -> None:
    simulation = night().count_public().count_hidden()
    for pool in ("", "small-75-1", "small-1"):
        if pool:
            simulation.sum(pool)
        for place in ("", "13", "75"):
            numbers = counted(simulation.state, "text", place).numbers
            parts = numbers.reported + numbers.pooled + numbers.excused + numbers.annulled
            assert numbers.expected == parts + numbers.missing


def test_what_is_outstanding_shrinks_by_the_roll_of_the_pool() -> None:
    simulation = night().count_hidden()
    rules = simulation.definition
    before = certain(rules, counted(simulation.state, "text"))
    simulation.sum("small-75-1")
    after = certain(rules, counted(simulation.state, "text"))
    assert before.outstanding - after.outstanding == 16 + 17
    assert after.options["to1"].votes[0] == 8


def test_a_federation_s_totals_leave_out_a_sum_that_reaches_beyond_it() -> None:
    simulation = night().count_public().count_hidden()
    open_totals = count_federations(simulation.state, "text")
    simulation.sum("small-1")
    for place, totals in count_federations(simulation.state, "text").items():
        assert totals.votes == open_totals[place].votes
        assert totals.registered == open_totals[place].registered
