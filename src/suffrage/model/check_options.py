"""The options written for one contest: each stands where it may, once, and looks like no other.

Two options that look alike on a ballot paper or a voting page would let one take the other's
votes. Look-alikes of different scripts are told apart: a person reads the definition before it
is fixed.
"""

import unicodedata
from collections.abc import Collection, Sequence

from suffrage.errors import Malformed
from suffrage.model.contests import Option

__all__ = ["check_options", "check_signatories"]


def check_options(options: Sequence[Option], places: Collection[str], at: str) -> None:
    """Raise ``Malformed`` at the first option that stands nowhere, twice, or under another's label.

    Codes: ``definition.option-place``, ``definition.duplicate``, ``definition.label-twin``.
    """
    seen: set[tuple[str, str]] = set()
    labels: set[tuple[str, str]] = set()
    for index, option in enumerate(options):
        if option.within not in places:
            raise Malformed(
                "definition.option-place", at=f"{at}[{index}].within", name=option.within
            )
        if (option.id, option.within) in seen:
            raise Malformed("definition.duplicate", at=f"{at}[{index}].id", name=option.id)
        look = _look(option.label)
        if not look or (look, option.within) in labels:
            raise Malformed("definition.label-twin", at=f"{at}[{index}].label", name=option.id)
        seen.add((option.id, option.within))
        labels.add((look, option.within))


def check_signatories(options: Sequence[Option], at: str) -> None:
    """Raise ``Malformed`` unless each option has a first signatory, and each another one.

    They are the labels of the round that follows. Codes: ``definition.no-signatory``,
    ``definition.label-twin``.
    """
    seen: set[tuple[str, str]] = set()
    for option in options:
        if not option.first_signatory:
            raise Malformed("definition.no-signatory", at=f"{at}.take", name=option.id)
        look = (_look(option.first_signatory), option.within)
        if not look[0] or look in seen:
            raise Malformed("definition.label-twin", at=f"{at}.take", name=option.id)
        seen.add(look)


def _look(text: str) -> str:
    """What people see of a text: without case, spaces and characters that show nothing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if unicodedata.category(one)[0] not in "ZC")
