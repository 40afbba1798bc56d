"""Bodies of random nights: every seat has a party or none, and lists elect from the top."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.support.night import definition_of, night_state, sheet_of

from suffrage.model.check_lists import check_alternation
from suffrage.model.definition import Definition
from suffrage.night.bodies.body_view import body_view
from suffrage.night.bodies.lists import elected

RULES: list[dict[str, Any]] = [
    {"name": name, "threshold": threshold, "tie": ["older"]}
    for name in ("dhondt", "sainte-lague", "hare", "droop")
    for threshold in ("0/1", "1/10")
]
PARTIES = ("red", "green", "blue")


@st.composite
def lists(draw: st.DrawFn) -> dict[str, Any]:
    """A list of up to eight persons in turn, with up to three labels."""
    parties = draw(st.lists(st.sampled_from(PARTIES), max_size=3, unique=True))
    first = draw(st.integers(0, 1))
    members = [
        {"name": f"P{n}", "sex": "FM"[(n + first) % 2]} for n in range(draw(st.integers(1, 8)))
    ]
    for member in members:
        party = draw(st.sampled_from(["", *parties]))
        if party:
            member["party"] = party
    return {"parties": parties, "members": members}


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Definition, dict[str, int]]:
    seats = draw(st.integers(1, 20))
    council = {"id": "council", "contest": "text", "seats": seats, "alternation": True}
    council["rule"] = draw(st.sampled_from(RULES))
    plain = definition_of({"name": "top", "tie": ["older"]}, {"13-001": 300})
    options = [
        {"id": f"to{n}", "label": f"Text {n}", "age_rank": n, **draw(lists())} for n in (1, 2, 3)
    ]
    votes = {f"to{n}": draw(st.integers(0, 90)) for n in (1, 2, 3)}
    contest = {
        "id": "text",
        "opens": plain.contests[0].opens,
        "closes": plain.contests[0].closes,
        "rule": {"name": "top", "tie": ["older"]},
        "options": options,
    }
    definition = definition_of(
        {"name": "top", "tie": ["older"]},
        {"13-001": 300},
        bodies=[council],
        parties=[{"id": party, "label": party.title()} for party in PARTIES],
        contests=[contest],
    )
    return definition, votes


@given(bodies())
def test_every_seat_belongs_to_a_party_or_to_none(
    given_: tuple[Definition, dict[str, int]],
) -> None:
    definition, votes = given_
    body = definition.bodies[0]
    view = body_view(night_state(definition, {"13-001": sheet_of("13-001", 300, votes)}), body)
    assert sum(view.parties.values()) + view.open_seats == body.seats
    assert sum(one.seats for one in view.options) == sum(view.parties.values())
    assert list(view.parties)[:3] == list(PARTIES)
    if view.status == "none":
        assert view.open_seats == body.seats
        return
    assert sum(tie.tie.seats for tie in view.waiting if hasattr(tie.tie, "seats")) == (
        view.open_seats
    )
    for one in view.options:
        option = next(o for o in definition.declared_options("text") if o.id == one.option)
        assert len(one.taken.members) + one.taken.unnamed == one.seats
        assert sum(one.taken.parties.values()) == one.seats
        assert one.taken.members == option.members[: one.seats]
        women = sum(member.sex == "F" for member in one.taken.members)
        assert abs(2 * women - len(one.taken.members)) <= 1
        assert one.certain[0] <= one.seats <= one.certain[1]


@given(bodies(), st.integers(0, 12))
def test_one_seat_more_elects_one_person_more(
    given_: tuple[Definition, dict[str, int]], seats: int
) -> None:
    definition, _ = given_
    check_alternation(definition.contest_by_id, definition.bodies[0])
    for option in definition.declared_options("text"):
        now, then = elected(option, seats), elected(option, seats + 1)
        if now.following is None:
            assert (then.members, then.unnamed) == (now.members, now.unnamed + 1)
        else:
            assert then.members == (*now.members, now.following)
