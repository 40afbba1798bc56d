"""The roll: members from a file, who of them is entitled, the frozen snapshot, and its changes.

* Names and member numbers stay in memory and in the office; the public gets a salted root and
  how many are entitled in each section.
* A file of members is taken whole or not at all, with every fault of every row.
* Who is entitled follows from a rule that is declared before, with the evidence for each member;
  this room applies the rule and makes none.
* The roll is frozen once; a member can be given the opening of the own leaf and check it. Later
  changes have a ground of a declared set, and the roll of now is the frozen one and these.

The office's way through it: ``import_roll``, ``eligibility``, ``snapshot``, ``changes``,
``signing_list``; ``find_member`` and ``member_answer`` serve the help desk.
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
