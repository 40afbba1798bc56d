"""Contests, their rounds and their options.

Contests of one ``round`` share one evening, one roll and one signing list. A contest belongs
to the nation, or stands once in each federation or each section (``scope``); each of these is
an *instance*, written ``CONTEST`` for the nation and ``CONTEST@UNIT`` elsewhere.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta

from suffrage.model.candidacy import ListMember, OptionText, Supporter
from suffrage.model.rule import ContestRule
from suffrage.model.values import Ident, Instant, Label, UnitId, Value

__all__ = [
    "Contest",
    "Linked",
    "Option",
    "Scope",
    "instance_id",
    "instance_place",
    "written_options",
]

Scope = Literal["nation", "federation", "section"]
Round = Annotated[int, Meta(ge=1, le=9)]


class Option(Value, frozen=True):
    """What can be voted for: a text and its first signatory, or a person.

    ``age_rank`` is 1 for the oldest and serves the tie rule ``older``. ``within`` names the
    federation or section where the option stands, when the contest is not the nation's.
    ``parties`` are those whose labels it bears, the leading one first; ``members`` are the
    persons of its list, in their order.
    """

    id: Ident
    label: Label
    first_signatory: str = ""
    age_rank: Annotated[int, Meta(ge=0, le=9999)] = 0
    within: UnitId = ""
    text: OptionText = OptionText()
    supporters: tuple[Supporter, ...] = ()
    parties: tuple[Ident, ...] = ()
    members: tuple[ListMember, ...] = ()


class Linked(Value, frozen=True, rename={"source": "from"}):
    """Options that an earlier contest's outcome gives.

    ``take`` says who stands: the qualified options themselves, or their first signatories.
    ``held`` says when: always, after a contest whose rule is ``top``; or only if no option
    reached the majority that the earlier rule asks for, and then the first ``places`` stand.
    """

    source: Ident
    take: Literal["option", "first_signatory"] = "option"
    held: Literal["always", "without-majority"] = "always"
    places: Annotated[int, Meta(ge=2, le=100)] = 2


class Contest(Value, frozen=True):
    """One question put to the members, with its hours (UTC), rule and options."""

    id: Ident
    opens: Instant
    closes: Instant
    rule: ContestRule
    options: tuple[Option, ...] | Linked
    round: Round = 1
    scope: Scope = "nation"
    title: dict[Ident, Label] = {}  # noqa: RUF012  (the library copies the default)

    @property
    def heading(self) -> str:
        """What an online ballot is headed with: the title in the first language, or the id."""
        return self.title[min(self.title)] if self.title else self.id


def instance_id(contest: str, place: str = "") -> str:
    """The name of a contest's instance in a place (empty for the nation)."""
    return f"{contest}@{place}" if place else contest


def instance_place(instance: str) -> tuple[str, str]:
    """The contest and the place of an instance; the place is empty for the nation."""
    contest, _, place = instance.partition("@")
    return contest, place


def written_options(
    contests: Mapping[str, Contest], contest: Contest
) -> tuple[str, tuple[Option, ...]]:
    """The contest in which a contest's options are written, and these: its own or an earlier one.

    Links lead to earlier rounds, so that they end.
    """
    while isinstance(contest.options, Linked):
        contest = contests[contest.options.source]
    return contest.id, contest.options
