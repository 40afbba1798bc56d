"""Sealed sheets and pools: what may follow what, and what a sum must prove."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.pools import (
    HIDDEN,
    PooledSimulation,
    altered,
    entropy_of,
    plain_pools,
    pooled,
    sealed_from,
)
from tests.support.refusals import refused

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.excuse_pool import excuse_pool
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.acts.paper.rule_sheet import rule_sheet
from suffrage.acts.paper.sum_pool import sum_pool
from suffrage.board.kinds.paper import PoolSummed
from suffrage.board.record import Draft
from suffrage.board.seal import commit, fresh_blindings, sum_blindings
from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.unit_state import Annulled, Excused, Pooled, Sealed, Summed
from suffrage.night.counted import count_federations, counted
from suffrage.paper.sealed import PoolSum, SealedSheet, figures_on

UNIT = "75-004"
BY = f"secretary@{UNIT}"
FEW: dict[str, Any] = {"votes": {"to1": 1, "to2": 1, "to3": 0}}


def counting() -> PooledSimulation:
    simulation = PooledSimulation()
    simulation.to_the_count()
    return simulation


def dispute(simulation: PooledSimulation, unit: str, ground: str = "early-ballots") -> None:
    more = {"dispute": "d1", "contest": "text", "unit": unit, "ground": ground}
    simulation.act(file_dispute, "agent@to1", **more, account="")


def excuse(simulation: PooledSimulation, unit: str, reason: str = "not-held") -> None:
    simulation.decided(excuse_unit, round_=1, unit=unit, reason=reason)


def sealing(change: Callable[[SealedSheet], SealedSheet]) -> Callable[..., Draft]:
    """An act that seals a sheet with other commitments than an honest desk's."""

    def act(state: State, by: str, now: str, sheet: Any) -> Draft:
        draft, _ = sealed_from(state, by, now, sheet)
        assert isinstance(draft.body, SealedSheet)
        return Draft(draft.kind, draft.head, by, now, change(draft.body))

    return act


def summing(**change: Any) -> Callable[..., Draft]:
    """An act that states another sum than that of the openings."""

    def act(state: State, by: str, now: str, **more: Any) -> Draft:
        draft = sum_pool(state, by, now, **more)
        assert isinstance(draft.body, PoolSum)
        given = {k: v(getattr(draft.body, k)) if callable(v) else v for k, v in change.items()}
        return Draft(draft.kind, draft.head, by, now, altered(draft.body, **given))

    return act


def sum_as(simulation: PooledSimulation, act: Callable[..., Draft], pool: str = "small-1") -> None:
    held = list(simulation.openings.values())
    simulation.act(act, "commission@chair", contest="text", pool=pool, openings=held)


# -- sealed --------------------------------------------------------------------------------------


def test_a_sealed_sheet_counts_nothing_and_its_section_is_missing() -> None:
    simulation = counting()
    simulation.seal(UNIT)
    assert isinstance(simulation.state.unit("text", UNIT), Sealed)
    figures = counted(simulation.state, "text")
    assert figures.totals.ballots == 0
    (missing,) = (one for one in figures.missing if one.unit == UNIT)
    assert (missing.signatures, missing.most, missing.reserved) == (None, 16, False)


def test_a_hidden_section_cannot_send_its_figures_openly() -> None:
    simulation = counting()
    sheet = simulation.sheet(UNIT)
    with refused("sheet.hidden", unit=UNIT, pool="small-75-1"):
        simulation.act(receive_sheet, BY, sheet)
    with refused("sheet.hidden"):
        simulation.act(reserve_sheet, BY, altered(sheet, registered=1))
    with refused("turnout.hidden", unit=UNIT):
        simulation.act(report_turnout, BY, round_=1, unit=UNIT, signatures=3)


def test_a_hidden_section_opens_as_any_other_since_that_is_no_figure() -> None:
    simulation = PooledSimulation()
    simulation.convene().fix_rules().open_polls()
    simulation.act(open_section, BY, round_=1, unit=UNIT)
    assert (1, UNIT) in simulation.state.opened_sections


def test_a_section_outside_pools_seals_nothing() -> None:
    with refused("sheet.not-hidden", unit="75-001"):
        counting().seal("75-001")


def test_a_sheet_is_sealed_after_the_polls() -> None:
    simulation = PooledSimulation()
    simulation.convene().fix_rules().open_polls()
    with refused("sheet.early"):
        simulation.seal(UNIT)


def test_a_section_seals_again_by_naming_what_it_replaces() -> None:
    simulation = counting()
    simulation.seal(UNIT)
    first = simulation.state.unit("text", UNIT)
    simulation.wait().seal(UNIT, votes={"to1": 5, "to2": 5, "to3": 0})
    assert simulation.state.unit("text", UNIT) != first
    simulation.seal("75-005")
    simulation.sum("small-75-1")
    assert simulation.state.pools["text", "small-75-1"].figures.valid == 10 + 9


def replacing(replaces: str) -> Callable[..., Draft]:
    def act(state: State, by: str, now: str, sheet: Any) -> Draft:
        draft, _ = sealed_from(state, by, now, sheet)
        head = altered(draft.head, replaces=replaces)
        return Draft(draft.kind, head, by, now, draft.body)

    return act


def test_a_second_sealed_sheet_without_the_name_of_the_first_is_refused() -> None:
    simulation = counting()
    simulation.seal(UNIT)
    sheet = simulation.wait().sheet(UNIT)
    with refused("sheet.again"):
        simulation.act(replacing(""), BY, sheet)
    with refused("sheet.not-in-force"):
        simulation.act(replacing("ab" * 32), BY, sheet)


def test_nothing_replaces_what_was_never_sealed_or_is_summed() -> None:
    simulation = counting()
    with refused("sheet.nothing-to-correct"):
        simulation.act(replacing("ab" * 32), BY, simulation.sheet(UNIT))
    simulation.count_hidden().sum("small-75-1")
    with refused("sheet.again"):
        simulation.wait().seal(UNIT)
    payload = "ab" * 32
    with refused("sheet.nothing-to-correct"):
        simulation.act(replacing(payload), BY, simulation.sheet(UNIT))


def without(name: str) -> Callable[[SealedSheet], SealedSheet]:
    return lambda body: altered(
        body, commitments={k: v for k, v in body.commitments.items() if k != name}
    )


@pytest.mark.parametrize("name", ["ballots", "signatures", "votes.to2"])
def test_every_figure_has_a_commitment(name: str) -> None:
    simulation = counting()
    with refused("sheet.sealed-figures", unit=UNIT):
        simulation.act(sealing(without(name)), BY, simulation.sheet(UNIT))


# 2 is the y of no point of the curve; p + 1 is a second way to write the identity; the last has
# order 4.
@pytest.mark.parametrize(
    "text", [f"{2:064x}", f"{2**255 - 18:064x}", f"{0:064x}"], ids=["curve", "canonical", "order"]
)
def test_a_commitment_is_an_element_of_the_group(text: str) -> None:
    simulation = counting()
    act = sealing(lambda body: altered(body, commitments={**body.commitments, "valid": text}))
    with refused("seal.element", figure="valid") as caught:
        simulation.act(act, BY, simulation.sheet(UNIT))
    assert caught.value.at == "commitments.valid"


def test_a_sealed_sheet_has_no_approval() -> None:
    simulation = counting()
    simulation.seal(UNIT)
    with refused("sheet.not-received"):
        simulation.decided(rule_sheet, contest="text", unit=UNIT)


# -- summed --------------------------------------------------------------------------------------


def test_pools_are_summed_and_the_contest_is_certified() -> None:
    simulation = counting().count_with_pools()
    simulation.announce().certify()
    figures = counted(simulation.state, "text")
    assert (figures.numbers.reported, figures.numbers.pooled, figures.numbers.missing) == (6, 5, 0)
    assert figures.coverage == 1
    assert figures.totals.registered == figures.totals.registered_all
    sums = [row.state for row in unit_counts(simulation.state, "text")[-2:]]
    assert [one.pool for one in sums if isinstance(one, Summed)] == ["small-75-1", "small-1"]
    assert isinstance(simulation.state.unit("text", UNIT), Pooled)


def test_two_rounds_have_pools_of_their_own() -> None:
    simulation = counting().count_with_pools()
    simulation.announce().certify().to_the_count(2)
    assert isinstance(simulation, PooledSimulation)
    simulation.count_with_pools(2)
    simulation.announce("first-secretary").certify("first-secretary")
    assert set(simulation.state.pools) == {
        ("text", "small-75-1"),
        ("text", "small-1"),
        ("first-secretary", "small-75-2"),
        ("first-secretary", "small-2"),
    }


def test_nothing_is_announced_before_the_pools_are_summed() -> None:
    simulation = counting().count_public().count_hidden()
    simulation.sum("small-75-1")
    with refused("count.awaited", number=3):
        simulation.announce()


@pytest.mark.parametrize("pool", ["nothing", "small-2"])
def test_only_a_pool_of_the_round_is_summed(pool: str) -> None:
    simulation = counting().count_hidden()

    def act(state: State, by: str, now: str, **more: Any) -> Draft:
        draft = sum_pool(state, by, now, **{**more, "pool": "small-1"})
        head, body = altered(draft.head, pool=pool), altered(draft.body, pool=pool)
        return Draft(draft.kind, head, by, now, body)

    with refused("pool.unknown", pool=pool):
        sum_as(simulation, act)


def test_a_sum_of_an_unknown_contest_is_refused() -> None:
    simulation = counting().count_hidden()

    def act(state: State, by: str, now: str, **more: Any) -> Draft:
        draft = sum_pool(state, by, now, **more)
        body = altered(draft.body, contest="nothing")
        return Draft(draft.kind, altered(draft.head, contest="nothing"), by, now, body)

    with refused("contest.unknown"):
        sum_as(simulation, act)


def stated(pool: str) -> Callable[..., Draft]:
    """An act that states a sum without openings."""

    def act(_state: State, by: str, now: str, **_more: Any) -> Draft:
        body = PoolSum("text", pool, (pool,), (), {}, {})
        return Draft("pool.summed/1", PoolSummed("text", pool), by, now, body)

    return act


def test_a_pool_is_summed_once() -> None:
    simulation = counting().count_with_pools()
    for pool in ("small-75-1", "small-1"):
        with refused("pool.again", pool=pool):
            sum_as(simulation, stated(pool), pool)


def test_a_pool_waits_for_all_its_sections() -> None:
    simulation = counting().count_hidden(but=("75-005",))
    with refused("pool.awaited", unit="75-005", pool="small-75-1"):
        simulation.sum("small-75-1")
    with refused("pool.awaited", unit="75-005"):
        simulation.sum("small-1")


def test_a_pool_below_the_minimum_joins_its_next_and_counts_above_both() -> None:
    simulation = counting().count_hidden(but=("75-004", "75-005"))
    simulation.seal("75-004", **FEW)
    simulation.seal("75-005", **FEW)
    with refused("pool.below-minimum", pool="small-75-1", least=10):
        simulation.sum("small-75-1")
    simulation.sum("small-1")
    state = simulation.state
    assert state.pools["text", "small-75-1"] is state.pools["text", "small-1"]
    assert state.pools["text", "small-1"].pools == ("small-75-1", "small-1")
    totals = counted(state, "text").totals
    assert (totals.pooled, totals.counted, totals.valid) == (5, 0, 4 + 27)
    assert {place: one.valid for place, one in count_federations(state, "text").items()} == {
        "13": 0,
        "75": 0,
    }
    with refused("pool.again"):
        sum_as(simulation, stated("small-75-1"), "small-75-1")


def test_a_federation_has_the_sums_that_lie_in_it() -> None:
    simulation = counting().count_hidden()
    simulation.sum("small-75-1")
    state = simulation.state
    assert {place: one.valid for place, one in count_federations(state, "text").items()} == {
        "13": 0,
        "75": 18,
    }
    assert counted(state, "text", "75").totals.valid == 18
    assert counted(state, "text", "13").totals.valid == 0


def test_a_single_sealed_sheet_is_never_shown() -> None:
    simulation = counting()
    excuse(simulation, "75-004")
    simulation.seal("75-005", votes={"to1": 5, "to2": 5, "to3": 1})
    with refused("pool.single", pool="small-75-1"):
        simulation.sum("small-75-1")
    for unit in ("13-004", "13-005"):
        excuse(simulation, unit)
    simulation.seal("13-006")
    simulation.sum("small-1")
    assert simulation.state.pools["text", "small-1"].units == ("13-006", "75-005")


def test_a_pool_that_was_not_summed_is_taken_along_even_if_it_is_large() -> None:
    simulation = counting().count_hidden()
    simulation.sum("small-1")
    assert simulation.state.pools["text", "small-1"].figures.valid == 45


# -- what a sum proves ---------------------------------------------------------------------------


def moved(figures: dict[str, int]) -> dict[str, int]:
    """One vote goes over to another option; everything adds up."""
    return {**figures, "votes.to1": figures["votes.to1"] + 1, "votes.to2": figures["votes.to2"] - 1}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"figures": moved}, "pool.product"),
        ({"blindings": lambda b: {**b, "valid": f"{1:064x}"}}, "pool.product"),
        ({"blindings": lambda b: {**b, "valid": "f" * 64}}, "seal.exponent"),
        ({"figures": lambda f: {**f, "votes.to9": 0}}, "pool.figures"),
        ({"blindings": lambda b: {k: v for k, v in b.items() if k != "void"}}, "pool.figures"),
        ({"figures": lambda f: {k: v for k, v in f.items() if k != "valid"}}, "pool.below-minimum"),
        ({"units": lambda u: u[1:]}, "pool.members"),
        ({"units": lambda u: u[::-1]}, "pool.members"),
        ({"pools": lambda p: p[1:]}, "pool.members"),
    ],
)
def test_another_sum_is_refused(change: dict[str, Any], code: str) -> None:
    simulation = counting().count_hidden()
    with refused(code):
        sum_as(simulation, summing(**change))


def committed_to(figures: dict[str, int]) -> Callable[..., Draft]:
    """An act that commits to figures that no sheet can have: the desk is not honest."""

    def act(state: State, by: str, now: str, sheet: Any, kept: dict[str, Any]) -> Draft:
        draft, _ = sealed_from(state, by, now, sheet)
        assert isinstance(draft.body, SealedSheet)
        wrong = {**figures_on(sheet), **figures}
        blindings = fresh_blindings(wrong, entropy_of(f"wrong {sheet.unit}"))
        kept[sheet.unit] = (wrong, blindings)
        body = altered(draft.body, commitments=commit(state.origin, "text", wrong, blindings))
        return Draft(draft.kind, draft.head, by, now, body)

    return act


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"votes.to1": 200, "votes.to2": 100}, "sheet.valid-sum"),
        ({"signatures": 9_000}, "sheet.signatures-over-roll"),
        ({"blank": 5}, "sheet.ballots-sum"),
    ],
)
def test_sums_that_no_sheet_could_show_are_refused(figures: dict[str, int], code: str) -> None:
    simulation = counting()
    kept: dict[str, Any] = {}
    for unit in ("75-004", "75-005"):
        act = committed_to(figures)
        simulation.act(act, f"secretary@{unit}", simulation.sheet(unit), kept)
    with refused(code):
        sum_as(simulation, _sum_of(kept), "small-75-1")


def _sum_of(kept: dict[str, Any]) -> Callable[..., Draft]:
    def act(_state: State, by: str, now: str, **_more: Any) -> Draft:
        figures = [one for one, _ in kept.values()]
        body = PoolSum(
            contest="text",
            pool="small-75-1",
            pools=("small-75-1",),
            units=tuple(kept),
            figures={name: sum(one[name] for one in figures) for name in figures[0]},
            blindings=sum_blindings([blindings for _, blindings in kept.values()]),
        )
        return Draft("pool.summed/1", PoolSummed("text", "small-75-1"), by, now, body)

    return act


def test_a_negative_part_goes_unseen_where_the_sum_is_possible() -> None:
    # What the specification says that commitments do not prove.
    simulation = counting()
    kept: dict[str, Any] = {}
    for unit, change in (("75-004", -9), ("75-005", 9)):
        sheet = simulation.sheet(unit)
        figures = {
            "votes.to1": sheet.votes["to1"] + change,
            "votes.to2": sheet.votes["to2"] - change,
        }
        simulation.act(committed_to(figures), f"secretary@{unit}", sheet, kept)
    sum_as(simulation, _sum_of(kept), "small-75-1")
    assert kept["75-004"][0]["votes.to1"] < 0


# -- excuses and disputes ------------------------------------------------------------------------


def test_a_disputed_sealed_sheet_keeps_its_pool_from_being_summed() -> None:
    simulation = counting().count_hidden()
    dispute(simulation, "13-004")
    with refused("pool.disputed", unit="13-004", pool="small-1"):
        simulation.sum("small-1")
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    assert simulation.state.unit("text", "13-004") == Annulled(None, "d1")
    simulation.sum("small-1")
    assert simulation.state.pools["text", "small-1"].figures.valid == 36


def test_a_rejected_dispute_leaves_the_sealed_sheet() -> None:
    simulation = counting().count_hidden()
    dispute(simulation, "13-004")
    simulation.decided(rule_dispute, dispute="d1", effect="rejected")
    simulation.sum("small-1")


def test_a_sealed_sheet_is_disputed_on_a_ground_that_annuls_and_before_the_sum() -> None:
    simulation = counting().count_hidden()
    with refused("dispute.ground"):
        dispute(simulation, "13-004", "wrong-count")
    simulation.sum("small-75-1")
    with refused("dispute.nothing"):
        dispute(simulation, "75-004")


def test_a_section_in_a_sum_is_not_excused() -> None:
    simulation = counting().count_hidden()
    simulation.sum("small-75-1")
    with refused("sheet.again"):
        excuse(simulation, "75-004", "lost")


def few() -> PooledSimulation:
    """Two sealed sections with four valid ballots are all that a chain has."""
    simulation = counting().count_public()
    for unit in ("75-004", "75-005", "13-004"):
        excuse(simulation, unit)
    for unit in ("13-005", "13-006"):
        simulation.seal(unit, **FEW)
    return simulation


def test_where_all_are_too_few_every_sealed_section_is_excused() -> None:
    simulation = few()
    with refused("pool.below-minimum"):
        simulation.sum("small-1")
    written = simulation.give_up("small-1")
    state = simulation.state
    assert {state.unit("text", unit) for unit in ("13-005", "13-006")} == {Excused("too-few")}
    shown = simulation.store.blob(written.record.payload)
    assert shown is not None
    assert b'"valid":4' in shown
    assert b"votes" not in shown
    simulation.announce().certify()


def test_of_a_single_sealed_sheet_nothing_is_shown() -> None:
    simulation = counting()
    for unit in ("75-004", "75-005", "13-004", "13-005"):
        excuse(simulation, unit)
    simulation.seal("13-006")
    written = simulation.give_up("small-1")
    shown = simulation.store.blob(written.record.payload)
    assert shown is not None
    assert b"valid" not in shown
    assert simulation.state.unit("text", "13-006") == Excused("too-few")


def giving_up(**change: Any) -> Callable[..., Draft]:
    """An act that states other things than the openings say."""

    def act(state: State, by: str, now: str, *, decision: int, **more: Any) -> Draft:
        draft = excuse_pool(state, by, now, decision=decision, **more)
        return Draft(draft.kind, draft.head, by, now, altered(draft.body, **change))

    return act


def give_up_as(simulation: PooledSimulation, act: Callable[..., Draft], pool: str) -> None:
    held = list(simulation.openings.values())
    simulation.decided(act, contest="text", pool=pool, openings=held)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"valid": 3}, "pool.product"),
        ({"valid": 10}, "pool.enough"),
        ({"blinding": ""}, "pool.figures"),
        ({"blinding": f"{1:064x}"}, "pool.product"),
        ({"units": ("13-005",)}, "pool.members"),
        ({"pools": ("small-1",)}, "pool.members"),
    ],
)
def test_too_few_is_proved(change: dict[str, Any], code: str) -> None:
    simulation = few()
    with refused(code):
        give_up_as(simulation, giving_up(**change), "small-1")


@pytest.mark.parametrize("change", [{"valid": 2}, {"blinding": f"{1:064x}"}])
def test_a_single_section_s_number_is_refused(change: dict[str, Any]) -> None:
    simulation = counting()
    for unit in ("75-004", "75-005", "13-004", "13-005"):
        excuse(simulation, unit)
    simulation.seal("13-006")
    with refused("pool.single"):
        give_up_as(simulation, giving_up(**change), "small-1")


def test_a_pool_that_can_be_summed_is_not_given_up() -> None:
    simulation = counting().count_hidden()
    with refused("pool.enough", pool="small-1", least=10):
        simulation.give_up("small-1")
    with refused("pool.has-next", pool="small-75-1"):
        simulation.give_up("small-75-1")
    simulation.sum("small-1")
    with refused("pool.again"):
        simulation.give_up("small-1")


def test_where_nothing_is_sealed_nothing_is_given_up_or_summed() -> None:
    simulation = counting()
    for unit in HIDDEN:
        excuse(simulation, unit)
    with refused("pool.nothing"):
        simulation.give_up("small-1")
    with refused("pool.single"):
        simulation.sum("small-1")


def test_a_contest_of_each_federation_has_its_own_sums() -> None:
    plain = plain_pools()
    for contest in plain["contests"]:
        contest["scope"] = "federation"
    options = plain["contests"][0]["options"]
    plain["contests"][0]["options"] = [
        {**option, "within": place} for place in ("13", "75") for option in options
    ]
    plain["bodies"] = []
    for pool in plain["pools"]:
        pool.pop("next", None)
        if pool["id"].startswith("small-75"):
            pool["units"] += ["75-003"]
    simulation = PooledSimulation(pooled(**plain))
    simulation.to_the_count()
    simulation.count_hidden()
    simulation.seal("75-003", votes={"to1": 5, "to2": 5, "to3": 1})
    for pool in ("small-75-1", "small-1"):
        simulation.sum(pool)
    for place, pool in (("75", "small-75-1"), ("13", "small-1")):
        rows = unit_counts(simulation.state, f"text@{place}")
        sums = [row.state for row in rows if isinstance(row.state, Summed)]
        assert [one.pool for one in sums] == [pool]
