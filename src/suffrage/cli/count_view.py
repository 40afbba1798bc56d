"""A count as tables for a person: totals, shares, reserved sheets, what needs an explanation."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.cli.count_recorded import Recorded
from suffrage.cli.figures import percent
from suffrage.cli.files import policy_path
from suffrage.cli.language import language, say
from suffrage.cli.tables import Sheet
from suffrage.model.csv_table import Rejected
from suffrage.model.definition import Definition
from suffrage.site.results import ContestResults

__all__ = ["counted_sheets", "fault_lines", "row_faults", "verify_hint"]

_FIGURES = ("signatures", "ballots", "blank", "void", "valid")


def counted_sheets(
    declared: Definition, instance: str, contest: ContestResults, recorded: Recorded
) -> Iterator[Sheet]:
    """The totals, the options with their shares, then what stands outside the totals."""
    reserved, soft = recorded.reserved, recorded.soft
    awaited = _missing(contest) - len(reserved)
    yield Sheet(
        say(
            "counted.title",
            title=declared.title.get(language(), next(iter(declared.title.values()), "")),
            contest=instance,
        ),
        (say("counted.label.figure"), say("counted.label.number")),
        (
            (say("counted.label.expected"), str(contest.units.expected)),
            (say("counted.label.counted"), str(contest.units.counted)),
            (say("counted.label.reserved"), str(len(reserved))),
            (say("counted.label.awaited"), str(awaited)),
            (say("counted.label.registered"), str(contest.registered.all)),
            *((say(f"counted.label.{name}"), str(getattr(contest, name))) for name in _FIGURES),
        ),
    )
    yield _options(declared, instance, contest)
    if reserved:
        yield Sheet(
            say("counted.reserved"),
            (say("counted.label.section"), say("counted.label.reason")),
            tuple((unit, say(one.code, **one.numbers)) for unit, one in reserved.items()),
        )
    if soft:
        yield Sheet(
            say("counted.soft", number=sum(soft.values())),
            (say("counted.label.finding"), say("counted.label.sheets")),
            tuple((code, str(number)) for code, number in sorted(soft.items())),
        )


def row_faults(rejected: Rejected, path: str) -> Iterator[str]:
    """Every fault of a rejected file, one line each."""
    for one in rejected.faults:
        yield f"{path}: {one.at}: {say(one.code, **one.fields)}"


def fault_lines(rejected: Rejected, path: str) -> Iterator[str]:
    """Every fault of a rejected file, and last that nothing was recorded."""
    yield from row_faults(rejected, path)
    yield say("counted.rejected", number=len(rejected.faults))


def verify_hint(folder: Path) -> str:
    """The command that checks what was published."""
    policy = policy_path(folder)
    return f"suffrage verify {shlex.quote(str(folder))} --policy {shlex.quote(str(policy))}"


def _options(declared: Definition, instance: str, contest: ContestResults) -> Sheet:
    labels = {option.id: option.label for option in declared.declared_options(instance)}
    ordered = sorted(contest.votes.items(), key=lambda item: -item[1])
    return Sheet(
        say("counted.shares"),
        (say("counted.label.option"), say("counted.label.votes"), say("counted.label.share")),
        tuple((labels[name], str(n), percent(n, contest.valid)) for name, n in ordered),
        (say("counted.provisional"), _outcome(contest.outcome, labels, _missing(contest))),
    )


def _missing(contest: ContestResults) -> int:
    """Sections awaited or reserved; on the board of a count every other section is counted."""
    return contest.units.expected - contest.units.counted


def _outcome(outcome: OutcomeFigures, labels: dict[str, str], missing: int) -> str:
    if missing:
        return say("counted.incomplete", number=missing)
    if outcome.elected:
        return say("counted.elected", names=labels[outcome.elected])
    if outcome.qualified:
        return say("counted.qualified", names=", ".join(labels[one] for one in outcome.qualified))
    if outcome.tie:
        return say("counted.tie", names=", ".join(labels[one] for one in outcome.tie))
    return say("counted.open")
