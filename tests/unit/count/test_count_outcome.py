"""What a contest came to, with its ties, on totals made by hand."""

from typing import Any

import pytest
from tests.support.refusals import definition_with, option

from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.count.outcome import Ending, decide_contest, outcome_figures
from suffrage.count.seating import seats_of
from suffrage.count.totals import Totals
from suffrage.model.definition import Definition
from suffrage.rules.tie import Resolved, Waiting

SEED = "31415926535897932384"


def totals(**votes: int) -> Totals:
    valid = sum(votes.values())
    return Totals(1, 1, 0, 0, 100, 100, valid, valid, 0, 0, valid, votes)


def definition(rule: dict[str, Any], link: dict[str, Any] | None = None) -> Definition:
    def change(plain: dict[str, Any]) -> None:
        plain["contests"][0]["rule"] = rule
        ages = {"to1": 2, "to2": 1, "to3": 3}
        plain["contests"][0]["options"] = [
            option(name, age_rank=rank) for name, rank in ages.items()
        ]
        if link is None:
            del plain["contests"][1]
        else:
            plain["contests"][1]["options"] = link

    return definition_with(change)


def ending(rules: Definition, votes: dict[str, int], lot: str | None = None) -> Ending:
    options = rules.declared_options("text")
    return decide_contest(rules, "text", options, totals(**votes), lot)


@pytest.mark.parametrize(
    ("rule", "votes", "outcome"),
    [
        ({"name": "plurality"}, {"to1": 5, "to2": 3, "to3": 1}, OutcomeFigures(elected="to1")),
        ({"name": "majority"}, {"to1": 5, "to2": 3, "to3": 1}, OutcomeFigures(elected="to1")),
        ({"name": "majority"}, {"to1": 4, "to2": 3, "to3": 2}, OutcomeFigures()),
        (
            {"name": "plurality", "tie": ["older"]},
            {"to1": 4, "to2": 4, "to3": 1},
            OutcomeFigures(elected="to2"),
        ),
        ({"name": "plurality"}, {"to1": 4, "to2": 4, "to3": 1}, OutcomeFigures(tie=("to1", "to2"))),
    ],
)
def test_an_outcome_without_a_second_round(
    rule: dict[str, Any], votes: dict[str, int], outcome: OutcomeFigures
) -> None:
    assert outcome_figures(ending(definition(rule), votes)) == outcome


def test_no_majority_qualifies_the_places_of_the_round_that_follows() -> None:
    link = {"from": "text", "held": "without-majority", "places": 2}
    rules = definition({"name": "majority", "tie": ["older"]}, link)
    done = ending(rules, {"to1": 4, "to2": 3, "to3": 3})
    assert outcome_figures(done) == OutcomeFigures(qualified=("to1", "to2"))
    assert isinstance(done.tie, Resolved)


def test_a_lot_resolves_what_the_rule_leaves_to_it_and_the_same_seed_gives_the_same() -> None:
    rules = definition({"name": "plurality", "tie": ["lot"]})
    votes = {"to1": 4, "to2": 4, "to3": 1}
    waiting = ending(rules, votes)
    assert isinstance(waiting.tie, Waiting)
    drawn = ending(rules, votes, SEED)
    assert isinstance(drawn.tie, Resolved)
    assert outcome_figures(drawn) == outcome_figures(ending(rules, votes, SEED))
    assert outcome_figures(drawn).elected in {"to1", "to2"}


def test_tied_seats_wait_until_their_lot() -> None:
    rules = definition({"name": "top"})
    body = rules.bodies[0]
    options = rules.declared_options("text")
    same = totals(to1=10, to2=10, to3=10)
    waiting = seats_of(body, same, options, None)
    assert sum(waiting.award.seats.values()) == 9
    assert [tie.waits_for for tie in waiting.waiting] == ["lot"]
    seated = seats_of(body, same, options, SEED)
    assert sum(seated.award.seats.values()) == 10
    assert (len(seated.resolved), seated.waiting) == (1, ())
