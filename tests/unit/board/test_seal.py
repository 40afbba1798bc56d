"""Commitments of sealed sheets: what opens them, what multiplies, and the published vectors."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.counts import count
from tests.support.pools import entropy_of
from tests.support.refusals import refused
from tests.support.vectors.seal_vectors import TARGET, content

from suffrage.belenios.backend import load_group
from suffrage.board.seal import (
    check_blindings,
    check_commitments,
    check_fresh,
    check_opening,
    check_product,
    commit,
    fresh_blindings,
    sum_blindings,
)
from suffrage.paper.sealed import Opening, SealedSheet, figure_names

ORIGIN = "vote.example.org/e/congress"
ORDER = load_group("Ed25519").order
FIGURES = {"ballots": 5, "blank": 0, "signatures": 5, "valid": 4, "void": 1, "votes.to1": 4}
BLINDINGS = fresh_blindings(FIGURES, entropy_of("a"))
COMMITMENTS = commit(ORIGIN, "text", FIGURES, BLINDINGS)


def test_what_was_committed_to_opens() -> None:
    check_commitments(COMMITMENTS)
    check_opening(ORIGIN, "text", COMMITMENTS, FIGURES, BLINDINGS)


@pytest.mark.parametrize("name", FIGURES)
def test_no_other_figure_opens(name: str) -> None:
    wrong = {**FIGURES, name: FIGURES[name] + 1}
    with refused("opening.differs", figure=name):
        check_opening(ORIGIN, "text", COMMITMENTS, wrong, BLINDINGS)


@pytest.mark.parametrize(("origin", "contest"), [("other.org/e/a", "text"), (ORIGIN, "texts")])
def test_commitments_are_bound_to_board_and_contest(origin: str, contest: str) -> None:
    with refused("opening.differs"):
        check_opening(origin, contest, COMMITMENTS, FIGURES, BLINDINGS)


def test_two_figures_that_swap_their_names_do_not_open() -> None:
    swapped = {**COMMITMENTS, "blank": COMMITMENTS["void"], "void": COMMITMENTS["blank"]}
    figures = {**FIGURES, "blank": FIGURES["void"], "void": FIGURES["blank"]}
    blindings = {**BLINDINGS, "blank": BLINDINGS["void"], "void": BLINDINGS["blank"]}
    with refused("opening.differs"):
        check_opening(ORIGIN, "text", swapped, figures, blindings)


def test_a_figure_more_or_less_does_not_open() -> None:
    fewer = {name: figure for name, figure in FIGURES.items() if name != "void"}
    with refused("opening.differs", figure="figures"):
        check_opening(ORIGIN, "text", COMMITMENTS, fewer, BLINDINGS)


def test_a_blinding_is_below_the_order() -> None:
    same = {**BLINDINGS, "void": f"{int(BLINDINGS['void'], 16) + ORDER:064x}"}
    with refused("seal.exponent", figure="void"):
        check_opening(ORIGIN, "text", COMMITMENTS, FIGURES, same)


def test_equal_figures_have_unequal_commitments() -> None:
    again = commit(ORIGIN, "text", FIGURES, fresh_blindings(FIGURES, entropy_of("b")))
    assert not set(again.values()) & set(COMMITMENTS.values())


def test_entropy_that_falls_short_is_refused() -> None:
    with refused("bel.entropy"):
        fresh_blindings(FIGURES, lambda size: bytes(size - 1))


numbers = st.lists(st.integers(0, 10**9), min_size=len(FIGURES), max_size=len(FIGURES))


@given(rows=st.lists(numbers, min_size=1, max_size=count(3, 12)), seed=st.text())
def test_products_commit_to_sums(rows: list[list[int]], seed: str) -> None:
    figures = [dict(zip(FIGURES, row, strict=True)) for row in rows]
    blindings = [fresh_blindings(FIGURES, entropy_of(f"{seed} {i}")) for i in range(len(rows))]
    sheets = [commit(ORIGIN, "text", *pair) for pair in zip(figures, blindings, strict=True)]
    sums = {name: sum(one[name] for one in figures) for name in FIGURES}
    together = sum_blindings(blindings)
    check_product(ORIGIN, "text", sheets, sums, together)
    with refused("pool.product", figure="valid"):
        check_product(ORIGIN, "text", sheets, {**sums, "valid": sums["valid"] + 1}, together)


def test_a_secret_is_in_no_repr() -> None:
    opening = Opening("suffrage-opening/1", ORIGIN, "text", "75-004", FIGURES, BLINDINGS)
    assert repr(opening) == "Opening(contest='text', unit='75-004')"


def test_a_figure_s_name_is_never_an_option_s() -> None:
    assert len(set(figure_names(("ballots", "void")))) == 7


def test_the_vectors_are_those_that_the_code_makes() -> None:
    assert Path(TARGET).read_bytes() == content()


def test_a_reader_of_the_vectors_finds_every_sum() -> None:
    vectors: dict[str, Any] = json.loads(Path(TARGET).read_bytes())
    sheets = [sheet["commitments"] for sheet in vectors["sheets"]]
    total = vectors["sum"]
    origin, contest = vectors["origin"], vectors["contest"]
    check_product(origin, contest, sheets, total["figures"], total["blindings"])
    for sheet in vectors["sheets"]:
        sealed = SealedSheet(contest, "75-004", "secretary@75-004", sheet["commitments"])
        figures, blindings = sheet["figures"], sheet["blindings"]
        check_opening(origin, contest, sealed.commitments, figures, blindings)


def test_a_blinding_that_was_used_is_found_whatever_the_figure_became() -> None:
    fresh = fresh_blindings(FIGURES, entropy_of("b"))
    check_blindings(fresh)
    check_fresh(ORIGIN, "text", COMMITMENTS, fresh, 5)
    for name in FIGURES:
        with refused("opening.again", figure=name):
            check_fresh(ORIGIN, "text", COMMITMENTS, {**fresh, name: BLINDINGS[name]}, 5)


@pytest.mark.parametrize("number", [0, 1, 2**128 - 1])
def test_a_blinding_that_anybody_finds_by_trying_is_refused(number: int) -> None:
    with refused("seal.blinding", figure="valid"):
        check_blindings({**BLINDINGS, "valid": f"{number:064x}"})


def test_a_blinding_hides_one_figure() -> None:
    with refused("seal.blinding", figure="votes.to1"):
        check_blindings({**BLINDINGS, "votes.to1": BLINDINGS["valid"]})
