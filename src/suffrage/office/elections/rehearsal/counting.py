"""The script of the sheets: sent, entered a second time, and everything that goes wrong."""

from collections.abc import Iterator

import msgspec

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.conduct.standing import option_ids
from suffrage.model.governance import Publication
from suffrage.model.units import Unit
from suffrage.office.elections.rehearsal.cast import agents_of
from suffrage.office.elections.rehearsal.night import Night
from suffrage.office.elections.rehearsal.step import Step

__all__ = ["counting"]

_ACCOUNT = "Rehearsal: an agent contests this sheet. Répétition : un délégué conteste ce PV."


def counting(night: Night, round_: int) -> Iterator[Step]:
    """Every section's sheet of every contest that is held, the late section's last."""
    if isinstance(night.definition.publication, Publication):
        night.clock.until(night.definition.publication.not_before)
    troubles = night.troubles(round_)
    contests = [contest.id for contest in night.definition.contests_of(round_)]
    for unit in sorted(night.voting, key=lambda one: one.id == troubles.late):
        for contest in contests:
            instance = night.definition.instance_of(contest, unit.id)
            if option_ids(night.state(), instance):
                first = contest == contests[0]
                yield from _section(night, round_, instance, unit, troubled=first)
    for unit in night.definition.tree.sections:
        if not unit.registered:
            yield _excused(night, round_, unit)
    if troubles.disputed:
        yield from _dispute(night, contests[0], troubles.disputed)


def _section(
    night: Night, round_: int, instance: str, unit: Unit, *, troubled: bool
) -> Iterator[Step]:
    """One sheet from first entry to approval."""
    troubles, clock, at = night.troubles(round_), night.clock, {"unit": unit.id}
    secretary, second = f"secretary@{unit.id}", f"teller@{unit.id}"
    sheet = night.sheet(instance, unit, secretary)
    again = night.sheet(instance, unit, second)
    if troubled and unit.id in troubles.reserved:
        wrong = msgspec.structs.replace(sheet, valid=sheet.valid + 1)
        yield clock.step(secretary, "rehearsal.reserves", at, reserve_sheet, wrong)
        yield clock.step(secretary, "rehearsal.corrects", at, correct_sheet, sheet)
    else:
        code = "rehearsal.sends-late" if unit.id == troubles.late else "rehearsal.sends"
        yield clock.step(secretary, code, at, receive_sheet, sheet)
    if troubled and unit.id == troubles.differs:
        wrong = msgspec.structs.replace(again, signatures=again.signatures - 1)
        yield clock.step(
            second,
            "rehearsal.enters-other",
            at,
            approve_sheet,
            wrong,
            refused="sheet.entries-differ",
        )
    yield clock.step(second, "rehearsal.enters-second", at, approve_sheet, again)


def _excused(night: Night, round_: int, unit: Unit) -> Step:
    return night.clock.step(
        night.chair,
        "rehearsal.excuses",
        {"unit": unit.id},
        excuse_unit,
        round_=round_,
        unit=unit.id,
        reason="not-held",
        decided=True,
    )


def _dispute(night: Night, contest: str, unit: str) -> Iterator[Step]:
    """An agent contests a section's sheet, and the commission rejects it."""
    agents = agents_of(night.definition)
    grounds = [one.id for one in night.definition.grounds if one.effect != "annul-run"]
    if not agents or not grounds:
        return
    at = {"unit": unit}
    yield night.clock.step(
        agents[0],
        "rehearsal.disputes",
        at,
        file_dispute,
        dispute="rehearsal-1",
        contest=contest,
        unit=unit,
        ground=grounds[0],
        account=_ACCOUNT,
    )
    yield night.clock.step(
        night.chair,
        "rehearsal.rules",
        at,
        rule_dispute,
        dispute="rehearsal-1",
        effect="rejected",
        decided=True,
    )
