"""What stands behind an option: its text, those who support it, and the persons on its list.

All of them are named by their own will: they stand, or declared their support in public. The
text itself is not on the board; its hash is, so that any copy of it can be compared.
"""

from typing import Annotated, Literal

from msgspec import Meta

from suffrage.model.values import Day, Ident, Label, Value

__all__ = ["ListMember", "OptionText", "Sex", "Supporter"]

Sex = Literal["F", "M", ""]
"""What a statute that asks for the alternation of sexes tells apart; empty where none does."""


class OptionText(Value, frozen=True):
    """The text that an option stands for: its title, and the SHA-256 of its bytes if fixed."""

    title: Label = ""
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")] = ""


class Supporter(Value, frozen=True):
    """Somebody who declared support in public: the office held, and the day, if known."""

    name: Label
    office: Label = ""
    on: Day = ""


class ListMember(Value, frozen=True):
    """A person on a list, at the place in which the list is written.

    ``party`` is one of the option's parties; empty where the list has none, or only one.
    """

    name: Label
    sex: Sex = ""
    party: Ident = ""
