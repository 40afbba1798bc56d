"""Hostile but signed records: whatever they say, ``conduct`` answers with one of its errors.

Each record is well formed, has the real signature of its role, and mixes names that exist with
names that do not. A ``KeyError`` would end a verification without a verdict.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.definitions import six_sections
from tests.support.pools import PooledSimulation
from tests.support.simulator import Simulation

from suffrage.board.kinds import KINDS
from suffrage.board.kinds.closing import Certificate, ResultFigures, Seating
from suffrage.board.kinds.disputes import Decision, MemberVote
from suffrage.board.kinds.kind import Event, Kind, Text
from suffrage.board.kinds.online import Vouch
from suffrage.board.kinds.opening import OfficersAppointed, RollCounts
from suffrage.board.kinds.words import Claim, ClaimKind, ShareRange
from suffrage.board.policy import AUTHORITY
from suffrage.board.record import Body, Draft, Record
from suffrage.board.signature import record_message
from suffrage.conduct.state import State
from suffrage.conduct.step import _RULES, step
from suffrage.errors import SuffrageError
from suffrage.model import canonical
from suffrage.model.contests import Option
from suffrage.model.definition import Definition
from suffrage.paper.sealed import PoolSum, PoolTooFew, SealedSheet, figure_names
from suffrage.paper.sheet import Sheet

HASH = "ab" * 32
POOLS: Mapping[str, tuple[Any, ...]] = {
    "act": ("rules.fixed/1", "dispute.ruled/1", "sheet.received/1", "nothing/1"),
    "added": (0, 3),
    "blob": (HASH,),
    "body": ("council", "nothing"),
    "box": ("abroad", "nothing"),
    "answer": ("yes", "no"),
    "closes": ("2023-01-12T22:00:00Z", "2024-01-01T00:00:00Z"),
    "contest": ("text", "first-secretary", "nothing"),
    "dispute": ("d1", "d2"),
    "effect": ("rejected", "annul-unit", "correct-sheet"),
    "ground": ("early-ballots", "wrong-count", "leak", "nothing"),
    "key": (HASH,),
    "list": (HASH,),
    "opens": ("2023-01-12T21:00:00Z",),
    "option": ("to1", "to2", "nothing"),
    "pool": ("small-1", "small-75-1", "small-2", "nothing"),
    "previous": (HASH,),
    "reason": ("not-held", "nobody-voted", "lost"),
    "replaces": (HASH,),
    "role": ("federation@75", "secretary@75-001", "commission@dean", "agent@to9", "chief@75"),
    "root": (HASH,),
    "round": (1, 2, 9),
    "run": (1, 2),
    "seed": ("31415926535897932384",),
    "share": (HASH,),
    "sheet": (HASH,),
    "subject": (HASH, "contest:text", "contest:nothing", "body:council", "body:nothing", "x"),
    "successor": ("vote.example.org/e/congress", "vote.example.org/e/next"),
    "type": ("Setup", "Ballot", "fire"),
    "unit": ("75-001", "13-002", "75-004", "75", "nothing"),
    "uuid": ("1" * 14,),
}
ROLES = ("convener", "commission@chair", "federation@75", "secretary@75-001", "agent@to1")
MOMENTS = ("2023-01-10T09:00:00Z", "2023-01-12T21:00:00Z", "2023-01-28T09:00:00Z")


@cache
def stages() -> tuple[State, ...]:
    """The states of one election, from empty to ratified rounds."""
    simulation = Simulation()
    states = [State()]
    for go in (
        simulation.convene,
        simulation.fix_rules,
        simulation.open_polls,
        simulation.close_polls,
        lambda: simulation.receive("75-001"),
        lambda: simulation.count_all(but=("75-001",)),
        lambda: simulation.approve("75-001"),
        simulation.announce,
        simulation.certify,
        lambda: simulation.to_the_count(2),
    ):
        go()
        states.append(simulation.state)
    hidden = PooledSimulation()
    hidden.to_the_count()
    states.append(hidden.state)
    states.append(hidden.count_hidden().state)
    hidden.sum("small-75-1")
    return (*states, hidden.state)


def names(field: str) -> st.SearchStrategy[Any]:
    """A value for a field: from its pool, or a small number."""
    return st.sampled_from(POOLS[field]) if field in POOLS else st.integers(0, 40)


def bodies(kind: Kind) -> st.SearchStrategy[Body]:
    """A payload of the kind's class."""
    if kind.body == "text":
        return st.just(Text(b"something happened"))
    if kind.body == "event":
        return st.binary(max_size=80).map(lambda data: Event(data, ()))
    return BODIES[kind.body] if kind.body else st.none()


counts = st.dictionaries(st.sampled_from(("to1", "to2", "nothing")), st.integers(0, 9))
figures = st.builds(
    canonical.convert,
    st.fixed_dictionaries(
        {name: st.integers(0, 40) for name in ("registered", "signatures", "ballots", "blank")}
        | {"void": st.integers(0, 9), "valid": st.integers(0, 40), "votes": counts}
        | {"contest": names("contest"), "outcome": st.just({"qualified": ["to1", "nothing"]})}
    ),
    st.just(ResultFigures),
)
sheets = st.builds(
    Sheet,
    **{n: st.integers(0, 90) for n in ("ballots", "blank", "proxies", "registered", "valid")},
    signatures=st.integers(0, 90),
    contest=names("contest"),
    unit=names("unit"),
    entered_by=st.sampled_from(ROLES),
    void=st.just({"torn": 1}),
    votes=counts,
)
shares = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(101, 200), Fraction(3, 2)])
figure_name = st.sampled_from(figure_names(("to1", "to2", "to3", "nothing")))
# The identity, the generator, what is no element, and what is no exponent.
TEXTS = (f"{1:064x}", "66" * 31 + "58", f"{2:064x}", "f" * 64)
votes = st.builds(MemberVote, st.sampled_from(("for", "walked-out")), st.just(""), st.just(""))
BODIES: Mapping[Any, st.SearchStrategy[Body]] = {
    Definition: st.just(six_sections()),
    OfficersAppointed: st.builds(
        canonical.convert,
        st.fixed_dictionaries(
            {
                "officers": st.lists(
                    st.fixed_dictionaries({"role": names("role"), "key": names("key")}), min_size=1
                )
            }
        ),
        st.just(OfficersAppointed),
    ),
    Option: st.builds(Option, names("option"), st.just("Label"), within=names("unit")),
    RollCounts: st.builds(RollCounts, st.dictionaries(names("unit"), st.integers(0, 90))),
    Sheet: sheets,
    SealedSheet: st.builds(
        SealedSheet,
        names("contest"),
        names("unit"),
        st.sampled_from(ROLES),
        st.dictionaries(figure_name, st.sampled_from(TEXTS)),
    ),
    PoolTooFew: st.builds(
        PoolTooFew,
        names("contest"),
        names("pool"),
        st.lists(names("pool"), max_size=2).map(tuple),
        st.lists(names("unit"), max_size=2).map(tuple),
        st.integers(0, 40),
        st.sampled_from(("", *TEXTS)),
    ),
    PoolSum: st.builds(
        PoolSum,
        names("contest"),
        names("pool"),
        st.lists(names("pool"), max_size=2).map(tuple),
        st.lists(names("unit"), max_size=2).map(tuple),
        st.dictionaries(figure_name, st.integers(0, 40)),
        st.dictionaries(figure_name, st.sampled_from(TEXTS)),
    ),
    Claim: st.builds(
        Claim,
        contest=names("contest"),
        claim=st.sampled_from(get_args(ClaimKind)),
        said_at=st.sampled_from(MOMENTS),
        said_by=st.just("somebody"),
        camp=names("option"),
        confirmed=st.sampled_from(("no", "not-asked")),
        tree_size=st.integers(1, 60),
        place=st.sampled_from(("", "75", "75-001", "99")),
        shares=st.dictionaries(names("option"), shares, max_size=2),
        ranges=st.dictionaries(names("option"), st.builds(ShareRange, shares, shares), max_size=2),
        votes=st.dictionaries(names("option"), st.integers(0, 99), max_size=2),
        ballots=st.integers(0, 99),
        share=shares,
        share_of=st.sampled_from(("members", "units")),
        option=st.sampled_from(("", "to1", "nothing")),
        rank=st.integers(0, 5),
        order=st.lists(names("option"), max_size=3).map(tuple),
    ),
    Decision: st.builds(
        Decision,
        names("act"),
        st.just(HASH),
        st.dictionaries(st.sampled_from(("chair", "dean", "to1", "to2", "to9")), votes),
    ),
    ResultFigures: figures,
    Certificate: st.builds(Certificate, figures, st.just(("x", "1", "", "y"))),
    Vouch: st.builds(
        Vouch, st.just("1"), st.just("suffrage-vouch/1"), st.integers(1, 3), st.just("2")
    ),
    Seating: st.builds(Seating, names("body"), counts, st.integers(0, 4)),
}


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
def test_no_signed_record_breaks_the_conduct(kind: str, data: st.DataObject) -> None:
    made = KINDS[kind]
    fields = {name: data.draw(names(name), label=name) for name in made.head.__struct_fields__}
    body = data.draw(bodies(made), label="body")
    for name in fields.keys() & set(getattr(body, "__struct_fields__", ())):
        fields[name] = getattr(body, name)
    allowed = AUTHORITY[kind].roles
    roles = [role for role in ROLES if role.partition("@")[0] in allowed]
    by = data.draw(st.sampled_from(roles), label="by") if roles else ""
    at = data.draw(st.sampled_from(MOMENTS), label="at") if allowed else ""
    state = data.draw(st.sampled_from(stages()), label="state")
    try:
        draft = Draft(kind, made.head(**fields), by, at, body)
        record = draft.record()
        if by:
            sign = Simulation().sign(by)
            record = replace(record, sig=sign(record_message(six_sections().origin, record)).hex())
        after = (
            step(state, record, body) if data.draw(st.booleans()) else decided(state, record, body)
        )
    except SuffrageError:
        return
    assert after.size == state.size + 1


def decided(state: State, record: Record, body: Body) -> State:
    """The rule of the kind alone, as if the whole commission had decided it."""
    if state.definition is None:
        return step(state, record, body)
    after = _RULES[record.kind](state, record, record.head, body)
    return replace(after, size=state.size + 1)
