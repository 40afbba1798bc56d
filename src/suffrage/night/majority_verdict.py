"""A said majority against what is counted and what is outstanding: exact (``majority_bounds``)."""

from fractions import Fraction

from suffrage.model.contests import instance_place
from suffrage.model.definition import Definition
from suffrage.model.rule import Majority
from suffrage.night.bounds import Partial
from suffrage.night.majority_bounds import majority_status, votes_for_majority
from suffrage.night.verdict import Against, Fields, Verdict

__all__ = ["majority_rule", "majority_verdict"]


def majority_rule(definition: Definition, instance: str) -> Majority:
    """The majority that a contest's rule asks for; of the valid votes where it asks for none."""
    declared = definition.contest_by_id[instance_place(instance)[0]].rule
    return declared if isinstance(declared, Majority) else Majority()


def majority_verdict(definition: Definition, board: Against, option: str) -> Verdict:
    """Whether an option can end with the majority, and what it needs for it."""
    rule, partial = majority_rule(definition, board.figures.instance), board.partial
    votes, more = partial.votes[option], partial.outstanding
    majority = votes_for_majority(rule, partial, more)
    fields: Fields = {
        "option": option,
        "votes": votes,
        "outstanding": more,
        "majority": majority,
    }
    status = majority_status(rule, partial, option)
    if status == "reached":
        return Verdict("compatible", "night.claim.majority-certain", fields)
    if status == "impossible":
        return Verdict("impossible", "night.claim.majority-impossible", fields)
    if votes >= votes_for_majority(rule, partial, 0):
        return Verdict("compatible", "night.claim.majority-so-far", fields)
    if not partial.valid:
        return Verdict("compatible", "night.claim.nothing-counted", fields)
    return _need(board, partial, fields)


def _need(board: Against, partial: Partial, fields: Fields) -> Verdict:
    option, lacking = (
        str(fields["option"]),
        Fraction(fields["majority"]) - Fraction(fields["votes"]),
    )
    best, federation = board.extremes(option)[1]
    needed = lacking / partial.outstanding
    named: Fields = {**fields, "needed": needed, "extreme": best, "federation": federation}
    if needed > best:
        return Verdict("only-if", "night.claim.majority-beyond", named, beyond=True)
    return Verdict("only-if", "night.claim.majority-needs", named)
