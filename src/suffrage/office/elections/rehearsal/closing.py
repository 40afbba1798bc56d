"""The script of the results: lots where figures are level, announcements, certificates, seats."""

from collections.abc import Iterator

from suffrage.acts.closing.announce_result import announce_result
from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.closing.draw_lot import draw_lot
from suffrage.acts.closing.seat_body import seat_body
from suffrage.conduct.bodies import body_seats
from suffrage.conduct.standing import option_ids, total_now
from suffrage.conduct.tables import outcome_now
from suffrage.model.bodies import Body
from suffrage.model.contests import instance_place
from suffrage.office.elections.rehearsal.night import Night
from suffrage.office.elections.rehearsal.step import Step

__all__ = ["results", "seating"]

_DICE = "1234512345123451234512345"
"""Dice that nobody threw, and that look like it."""


def results(night: Night, round_: int) -> Iterator[Step]:
    """Every instance that is held: its tie if any, its announcement, its certificate."""
    contests = {contest.id for contest in night.definition.contests_of(round_)}
    for instance in night.definition.instances():
        if instance_place(instance)[0] in contests and option_ids(night.state(), instance):
            yield from _result(night, instance)


def _result(night: Night, instance: str) -> Iterator[Step]:
    clock, at = night.clock, {"contest": instance}
    rule = night.definition.contest_by_id[instance_place(instance)[0]].rule
    if _is_tied(night, instance) and "lot" in rule.tie:
        yield _lot(night, f"contest:{instance}")
    yield clock.step(night.chair, "rehearsal.announces", at, announce_result, instance)
    if not _is_tied(night, instance):
        yield clock.step(
            night.chair,
            "rehearsal.certifies",
            at,
            certify_result,
            instance,
            decided=True,
            cosigned=True,
        )


def _is_tied(night: Night, instance: str) -> bool:
    state = night.state()
    return bool(outcome_now(state, instance, total_now(state, instance)).tie)


def seating(night: Night) -> Iterator[Step]:
    """The bodies whose contests are certified, by a lot where quotients are level."""
    for body in night.definition.bodies:
        if not _has_votes(night, body):
            continue
        if body_seats(night.state(), body).waiting:
            yield _lot(night, f"body:{body.id}")
        if not body_seats(night.state(), body).award.ties:
            yield night.clock.step(
                night.chair, "rehearsal.seats", {"body": body.id}, seat_body, body.id
            )


def _has_votes(night: Night, body: Body) -> bool:
    state = night.state()
    certified = state.certified.get(body.contest)
    return certified is not None and bool(certified.valid)


def _lot(night: Night, subject: str) -> Step:
    return night.clock.step(
        night.chair,
        "rehearsal.draws-lot",
        {"subject": subject},
        draw_lot,
        subject=subject,
        seed=_DICE,
        decided=True,
    )
