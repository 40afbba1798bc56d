"""Who of a list is elected for so many seats, and to which party each seat goes.

A list elects from the top: the first *n* of its members for *n* seats. A seat counts for the
party of the member who takes it; where the member names none, or the list is shorter than its
seats, for the list's only party; else for none.

>>> taken = elected(option, 2)                                            # doctest: +SKIP
>>> [member.name for member in taken.members], dict(taken.parties)        # doctest: +SKIP
(['Ada', 'Bob'], {'red': 1, 'green': 1})
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from suffrage.model.candidacy import ListMember
from suffrage.model.contests import Option

__all__ = ["Taken", "elected", "party_of", "sum_parties"]


@dataclass(frozen=True, slots=True)
class Taken:
    """The members who take a list's seats, in the order of the list.

    ``unnamed`` are seats for which the list has nobody, or is not published; ``following`` is
    whom the next seat would elect. ``parties`` shares all seats among parties, "" for none.
    """

    members: tuple[ListMember, ...]
    unnamed: int
    following: ListMember | None
    parties: Mapping[str, int]


def elected(option: Option, seats: int) -> Taken:
    """Who takes the seats of a list."""
    members = option.members[:seats]
    unnamed = seats - len(members)
    parties = Counter(party_of(option, member) for member in members)
    if unnamed:
        parties[party_of(option)] += unnamed
    following = option.members[seats] if len(option.members) > seats else None
    return Taken(members, unnamed, following, dict(parties))


def party_of(option: Option, member: ListMember | None = None) -> str:
    """The party of a member, or of a seat without a name; "" where nobody can say."""
    if member is not None and member.party:
        return member.party
    return option.parties[0] if len(option.parties) == 1 else ""


def sum_parties(declared: Iterable[str], taken: Iterable[Taken]) -> Mapping[str, int]:
    """All seats by party in the declared order, then under "" those of none, if there are any.

    A declared party without a seat has 0.
    """
    total: Counter[str] = Counter()
    for one in taken:
        total.update(one.parties)
    parties = {party: total[party] for party in declared}
    return {**parties, "": total[""]} if total[""] else parties
