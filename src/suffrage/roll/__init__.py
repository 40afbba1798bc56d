"""The roll: members from a file, and the frozen snapshot that the election commits to.

* Names and member numbers stay in memory and in the office; the public gets a salted root and
  how many are entitled in each section.
* A file of members is taken whole or not at all, with every fault of every row.
* The roll is frozen once; a member can be given the opening of the own leaf and check it.

Who is entitled is decided before: this room takes the members it is given.
"""

from suffrage.roll.columns import Columns
from suffrage.roll.members import Member, Members, read_members
from suffrage.roll.snapshot import FrozenRoll, Opening, check_opening, freeze, open_leaf

__all__ = [
    "Columns",
    "FrozenRoll",
    "Member",
    "Members",
    "Opening",
    "check_opening",
    "freeze",
    "open_leaf",
    "read_members",
]
