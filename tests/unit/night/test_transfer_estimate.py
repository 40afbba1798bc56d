"""The estimate of transfers: what it refuses, never leaves, and finds in real results."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.support.night import definition_of
from tests.support.refusals import refused
from tests.support.transfers import TABLE, made_up
from tests.support.two_rounds import congress_state

from suffrage.errors import Unavailable
from suffrage.model import canonical
from suffrage.night.second_round.estimates import simplex_fit
from suffrage.night.second_round.estimates.simplex_fit import fit_tables, nearest_rows
from suffrage.night.second_round.estimates.transfer_estimate import (
    Transfers,
    declared_size,
    estimate_transfers,
)
from suffrage.night.second_round.margins import ABSTAINED, BLANK_VOID, Margin, Margins, margins
from suffrage.night.second_round.pairs import pairs_of
from suffrage.night.second_round.transfer_bounds import transfer_bounds

pytestmark = pytest.mark.long

SIX = {"13-001": 10, "13-002": 20, "13-003": 30, "75-001": 40, "75-002": 50, "75-003": 100}


def estimate(told: Margins, fewest: int = 1, seed: int = 1, resamples: int = 60) -> Transfers:
    return estimate_transfers(told, fewest, seed=seed, resamples=resamples)


# -- the fit ---------------------------------------------------------------------------------


def test_the_fit_is_the_minimum_that_a_general_solver_finds() -> None:
    """Nine origins, some with corners: ``SLSQP`` knows nothing of gaps and steps."""
    chance = np.random.default_rng(3)
    before = chance.multinomial(300, chance.dirichlet(np.ones(9)), 200).astype(float)
    table = chance.dirichlet(np.full(4, 0.3), 9)
    after = before @ table + chance.normal(0, 4, (200, 4))
    gram, cross = before.T @ before / 300, before.T @ after / 300
    low, high = np.zeros((9, 4)), np.full((9, 4), 0.9)
    found = fit_tables(gram[None], cross[None], low, high)[0]

    def loss(flat: Any) -> float:
        one = flat.reshape(9, 4)
        return float((0.5 * one * (gram @ one) - cross * one).sum() / gram.sum())

    sums = np.kron(np.eye(9), np.ones((1, 4)))
    other = minimize(
        loss,
        np.full(36, 0.25),
        jac=lambda flat: (gram @ flat.reshape(9, 4) - cross).ravel() / gram.sum(),
        bounds=[(0.0, 0.9)] * 36,
        constraints={"type": "eq", "fun": lambda flat: sums @ flat - 1.0, "jac": lambda _: sums},
        method="SLSQP",
        options={"maxiter": 1000, "ftol": 1e-13},
    )
    assert other.success
    assert loss(found.ravel()) <= other.fun + 1e-9
    assert np.abs(found.sum(axis=1) - 1).max() < 1e-12


@given(
    st.lists(st.floats(-2, 2), min_size=4, max_size=4),
    st.lists(st.floats(0, 0.25), min_size=4, max_size=4),
    st.lists(st.floats(0.25, 1), min_size=4, max_size=4),
)
def test_the_nearest_row_is_nearest(row: list[float], low: list[float], high: list[float]) -> None:
    """No small move between two entries within bounds comes nearer."""
    given_, least, most = np.array(row), np.array(low), np.array(high)
    found = nearest_rows(given_, least, most)
    assert found.sum() == pytest.approx(1.0)
    assert ((found >= least - 1e-12) & (found <= most + 1e-12)).all()
    far = ((found - given_) ** 2).sum()
    for up in range(4):
        for down in range(4):
            step = min(0.01, most[up] - found[up], found[down] - least[down])
            moved = found.copy()
            moved[up] += step
            moved[down] -= step
            assert ((moved - given_) ** 2).sum() >= far - 1e-9


def test_a_fit_that_does_not_settle_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simplex_fit, "_MOST_STEPS", 10)
    with pytest.raises(Unavailable) as caught:
        fit_tables(np.ones((1, 2, 2)), np.ones((1, 2, 2)), np.zeros((2, 2)), np.ones((2, 2)))
    assert caught.value.code == "transfer.no-fit"


# -- refusals --------------------------------------------------------------------------------


def test_an_electorate_below_the_declared_size_has_no_estimate() -> None:
    told, _ = made_up(1)
    with refused("transfer.small", registered=told.registered, needed=told.registered + 1):
        estimate(told, told.registered + 1)
    estimate(told, told.registered)


def test_few_sections_or_federations_have_no_estimate() -> None:
    told, _ = made_up(1, units=59)
    with refused("transfer.few", units=59):
        estimate(told)
    with refused("transfer.few", federations=9):
        estimate(made_up(1, federations=9)[0])
    estimate(made_up(1, units=60, federations=10)[0])


def test_where_one_table_fits_badly_there_is_no_estimate() -> None:
    with refused("transfer.misfit", most=10):
        estimate(made_up(1, "wild")[0])


def test_the_chance_of_single_voters_is_no_misfit() -> None:
    """In sections of ten a true table misses a fifth of the members; nobody is to blame."""
    fit = estimate(made_up(1, median=10, units=1500)[0]).fit
    assert fit.misfit > 0.15
    assert fit.beyond < 0.06


def test_the_declared_size_is_that_of_the_definition() -> None:
    plain = definition_of({"name": "top", "places": 2}, SIX)
    assert declared_size(plain) == 1000
    moment = {"not_before": "2023-01-12T22:00:00Z"}
    later = definition_of({"name": "top", "places": 2}, SIX, publication=moment)
    assert declared_size(later) == 1000
    assert b"transfers_from" not in canonical.encode(later)
    moment["transfers_from"] = 200  # type: ignore[assignment]
    declared = definition_of({"name": "top", "places": 2}, SIX, publication=moment)
    assert declared_size(declared) == 200


# -- what it gives ---------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_table_and_another_one_other_intervals() -> None:
    told, _ = made_up(2)
    assert estimate(told, seed=4) == estimate(told, seed=4)
    one, other = estimate(told, seed=4), estimate(told, seed=5)
    assert {cell: t.share for cell, t in one.table.items()} == {
        cell: t.share for cell, t in other.table.items()
    }
    assert one.table != other.table


@pytest.mark.parametrize("behaviour", ["same", "federations", "size", "strongholds"])
def test_nothing_leaves_the_exact_bounds(behaviour: Any) -> None:
    told, _ = made_up(3, behaviour, units=80, federations=12)
    found, exact = estimate(told), transfer_bounds(told).nation
    for cell, one in found.table.items():
        assert exact.share(*cell) == (one.least, one.most)
        inside = (float(one.least), one.low, one.share, one.high, float(one.most))
        assert list(inside) == sorted(inside)
        assert float(one.least) <= one.by_federation <= float(one.most)


def certain_sections(told: Margins) -> Margins:
    """All of a's voters vote for a, and nobody else does: the bounds leave no choice."""
    rows = tuple(
        replace(row, before=(row.people, 0, 0, 0), after=(row.people, 0, 0, 0)) for row in told.rows
    )
    return replace(told, rows=rows)


def test_where_the_bounds_leave_no_choice_the_estimate_has_none() -> None:
    found = estimate(certain_sections(made_up(4)[0])).table
    assert {origin for origin, _ in found} == {"a"}
    sure = found["a", "a"]
    assert (sure.low, sure.share, sure.high) == (1.0, 1.0, 1.0)


def test_rows_sum_to_one_and_the_table_gives_the_result() -> None:
    told, went = made_up(5)
    found = estimate(told)
    members = [found.members[origin] for origin in told.origins]
    table = np.array([[found.table[o, d].share for d in told.destinations] for o in told.origins])
    assert np.abs(table.sum(axis=1) - 1).max() < 1e-9
    assert np.abs(members @ table - went.sum(axis=0)).max() / sum(members) < 0.002


def test_whole_federations_are_a_second_opinion() -> None:
    assert estimate(made_up(6)[0]).apart < 0.06
    known = np.abs(np.array([one.by_federation for one in estimate(made_up(6)[0]).table.values()])
                   - TABLE.ravel())  # fmt: skip
    assert known.mean() < 0.1


def test_rolls_that_changed_are_taken_in() -> None:
    told, _ = made_up(7)
    rows = tuple(
        replace(row, after=(*row.after[:3], row.after[3] + 1), people=row.people + 1)
        for row in told.rows
    )
    moved = estimate(replace(told, rows=rows))
    still = estimate(told)
    assert max(abs(moved.table[c].share - still.table[c].share) for c in still.table) < 0.04


def test_a_section_without_members_is_nobody() -> None:
    told, _ = made_up(8)
    empty = Margin("00-zzz", "00", (0, 0, 0, 0), (0, 0, 0, 0), 0, (0, 0))
    more = replace(told, rows=(*told.rows, empty))
    assert estimate(more).table == estimate(told).table


def test_the_demo_is_estimated_as_it_was_drawn() -> None:
    """``examples/congress-2023/round2.py``: 92 in 100 voters came back, 15.2 in 100 others came."""
    pairs = pairs_of(congress_state(), "first-secretary", {})
    found = estimate(margins(pairs), 1000)
    back = found.table["to1", ABSTAINED]
    assert back.low <= 0.08 <= back.high
    new = found.table[ABSTAINED, ABSTAINED]
    assert new.low <= 1 - 0.152 <= new.high
    kept = found.table["to1", "to1"].share / (1 - back.share)
    assert 0.84 < kept < 0.93
    assert found.table["to3", "to2"].share > 3 * found.table["to3", "to1"].share


# -- 2017, both rounds -----------------------------------------------------------------------

CANDIDATES = ("MACRON", "LE_PEN", "FILLON", "MELENCHON", "HAMON", "DUPONT_AIGNAN")


def presidential(rows: Iterable[tuple[str, str, list[int], list[int]]]) -> Margins:
    taken = tuple(
        Margin(unit, where, tuple(one), tuple(two), max(sum(one), sum(two)), (10, 10))
        for unit, where, one, two in rows
    )
    origins = (*CANDIDATES, "others", BLANK_VOID, ABSTAINED)
    destinations = ("MACRON", "LE_PEN", BLANK_VOID, ABSTAINED)
    return Margins("2017", origins, destinations, taken, sum(row.people for row in taken), 0)


def communes(shared: Path, number: int) -> Margins:
    """A sample of communes of both rounds; the federation is the department."""
    tables = []
    for round_ in (1, 2):
        path = shared / "data" / f"fr_pres2017_communes_t{round_}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            tables.append({(r["code_departement"], r["code_commune"]): r for r in rows})
    first, second = tables
    keys = sorted(key for key in first if key in second)
    chosen = np.random.default_rng(0).choice(len(keys), number, replace=False)

    def votes(row: dict[str, str], names: tuple[str, ...]) -> list[int]:
        named = [int(row[f"voix_{n}".replace("MELENCHON", "MÉLENCHON")]) for n in names]
        rest = [int(row["exprimes"]) - sum(named)] if len(names) > 2 else []
        return [*named, *rest, int(row["blancs"]) + int(row["nuls"]), int(row["abstentions"])]

    both = ((keys[i], first[keys[i]], second[keys[i]]) for i in chosen)
    return presidential(
        (code, where, votes(one, CANDIDATES), votes(two, ("MACRON", "LE_PEN")))
        for (where, code), one, two in both
    )


@pytest.mark.known_answer
def test_three_thousand_communes_of_2017(shared: Path) -> None:
    """Known from 2017: half and more of Mélenchon's went to Macron, two thirds of Fillon's."""
    found = estimate(communes(shared, 3000))
    to_macron = found.table["MELENCHON", "MACRON"]
    assert 0.47 < to_macron.share < 0.62
    assert 0.55 < found.table["FILLON", "MACRON"].share < 0.75
    assert found.table["LE_PEN", "LE_PEN"].share > 0.9
    assert found.table["MACRON", "MACRON"].share > 0.9
    assert found.fit.beyond < 0.1


@pytest.mark.known_answer
def test_departments_of_2017_say_otherwise_than_communes(shared: Path) -> None:
    """The fit to 100 large units gives Macron fewer of Mélenchon's: 47 to 54 in 100, not 57."""
    path = shared / "data" / "fr_pres2017_departements_two_rounds.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = ["MACRON", "LE_PEN", "FILLON", "MELENCHON", "HAMON", "DUPONT.AIGNAN", "OTHERS"]
    first = [*names, "BLANK_NULL", "ABSTENTION"]
    second = ["MACRON2", "LE_PEN2", "BLANK_NULL2", "ABSTENTION2"]
    told = presidential(
        (
            r["departement"],
            r["departement"],
            [int(r[c]) for c in first],
            [int(r[c]) for c in second],
        )
        for r in rows
    )
    found = estimate(told)
    assert (found.units, found.federations) == (108, 108)
    assert 0.42 < found.table["MELENCHON", "MACRON"].share < 0.57
    exact = transfer_bounds(told).nation.share("MELENCHON", "MACRON")
    assert exact is not None
    assert exact[0] < 0.02
    assert exact[1] > 0.98


def test_without_a_section_there_is_nothing_to_estimate() -> None:
    with refused("transfer.few", units=0, federations=0):
        estimate(replace(made_up(1)[0], rows=()))
