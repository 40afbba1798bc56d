"""Two entries of one sheet, made by two persons, field by field.

Every figure counts; who typed it, what the agents did and which photo lay beside it do not.
What differs is named, the other's figure is not: the second typist copies from the paper.
"""

from suffrage.errors import Inconsistent
from suffrage.paper.sheet import Sheet

__all__ = ["differing_fields", "require_equal"]


def require_equal(first: Sheet, second: Sheet) -> None:
    """Raise ``Inconsistent("sheet.entries-differ")`` at the first field that differs."""
    for field in differing_fields(first, second):
        raise Inconsistent("sheet.entries-differ", at=field)


def differing_fields(first: Sheet, second: Sheet) -> tuple[str, ...]:
    """The fields whose contents differ, in the order of the paper (``votes.to2``).

    A reason that one entry leaves out of ``void`` is the same as 0 there. An option that one
    entry leaves out of ``votes`` is a difference: nobody has read its figure.
    """
    left, right = _contents(first), _contents(second)
    fields = [*left, *(field for field in right if field not in left)]
    return tuple(field for field in fields if left.get(field) != right.get(field))


def _contents(sheet: Sheet) -> dict[str, str | int]:
    return {
        "contest": sheet.contest,
        "unit": sheet.unit,
        "registered": sheet.registered,
        "signatures": sheet.signatures,
        "proxies": sheet.proxies,
        "ballots": sheet.ballots,
        "blank": sheet.blank,
        **{f"void.{reason}": n for reason, n in sorted(sheet.void.items()) if n},
        "valid": sheet.valid,
        **{f"votes.{option}": n for option, n in sorted(sheet.votes.items())},
    }
