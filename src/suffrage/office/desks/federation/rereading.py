"""A difference between two readings, answered by the first side: it holds, or was wrong.

By telephone through the officer, or on the section's own phone: the first answer counts, and who
comes second is told. Which lines are asked again, and the sheet that they make with the lines on
which both readings agree, are the same on both ways.

>>> row = open_difference(election, first)                              # doctest: +SKIP
>>> names_again(state, row, first.sheet)                                # doctest: +SKIP
('void', 'votes.to1')
"""

from collections.abc import Mapping

from suffrage.conduct.state import State
from suffrage.count.unit_state import Received
from suffrage.errors import Refused
from suffrage.office.clock import now
from suffrage.office.desks.federation.sheet_form import field_names, sheet_of
from suffrage.office.models import Difference, Election
from suffrage.paper.compare import differing_fields
from suffrage.paper.sheet import Sheet

__all__ = [
    "changed_fields",
    "figures_of_form",
    "hold",
    "names_again",
    "open_difference",
    "reread",
    "seen_answer",
]


def open_difference(election: Election, first: Received) -> Difference | None:
    """The difference that is open about a sheet in force."""
    sheet = first.sheet
    return Difference.objects.filter(
        election=election, unit=sheet.unit, contest=sheet.contest, resolved="",
        first_payload=first.payload,
    ).first()  # fmt: skip


def names_again(state: State, row: Difference, first: Sheet) -> tuple[str, ...]:
    """The lines of the form that differ, in the order of the paper; void reasons go together."""
    void = any(name.startswith("void") for name in row.fields)
    every = field_names(state, first.contest, first.unit, first)
    return tuple(n for n in every if n in row.fields or (void and n.startswith("void")))


def figures_of_form(state: State, first: Sheet) -> dict[str, int]:
    """A sheet's figures by the names of the form's fields, without a sum that is not asked for.

    Reasons of void ballots have their own names (``void.torn``), also ``void.unsorted``.
    """
    figures = {
        "signatures": first.signatures,
        "proxies": first.proxies,
        "ballots": first.ballots,
        "blank": first.blank,
        "valid": first.valid,
        **{f"void.{reason}": number for reason, number in first.void.items()},
        **{f"votes.{option}": votes for option, votes in first.votes.items()},
    }
    if "valid" not in field_names(state, first.contest, first.unit):
        del figures["valid"]  # it is the sum that the options' votes then have
    return figures


def reread(state: State, first: Sheet, figures: Mapping[str, int], by: str) -> Sheet:
    """The sheet in force with the figures that were read again, typed by ``by``."""
    known = figures_of_form(state, first)
    if any(name.startswith("void") for name in figures):
        known = {name: value for name, value in known.items() if not name.startswith("void")}
    return sheet_of(
        state,
        first.contest,
        first.unit,
        by,
        known | dict(figures),
        agents=first.agents,
        scan=first.scan if isinstance(first.scan, str) else "",
    )


def changed_fields(first: Sheet, again: Sheet) -> tuple[str, ...]:
    """The figures of the paper that differ; how many members there are is the roll's to say."""
    return tuple(name for name in differing_fields(first, again) if name != "registered")


def seen_answer(row: Difference) -> str:
    """What a page of the difference carries, to tell an answer that came while it was open."""
    return row.held_at.isoformat() if row.held_at else ""


def hold(row: Difference, by: str) -> None:
    """Keep that the first side holds to what it sent, as ``by`` says.

    Raises ``Refused("federation.answered")`` where another answer has come since ``row`` was read.
    """
    kept = Difference.objects.filter(pk=row.pk, resolved="", held_at=row.held_at).update(
        held_at=now(), held_by=by
    )
    if not kept:
        raise Refused("federation.answered", unit=row.unit)
