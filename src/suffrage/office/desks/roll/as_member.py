"""A member of the office's table as the roll's own values, and back."""

from suffrage.office.models import Election, Member
from suffrage.roll import members as pure
from suffrage.roll.by_name import letters
from suffrage.roll.eligibility import Facts
from suffrage.roll.find_member import search_text
from suffrage.roll.import_roll import Contact, Entry
from suffrage.roll.look_alike import likeness

__all__ = ["as_member", "bare_row", "facts_of", "row_of"]

_LONGEST_KEY, _LONGEST_LOOK = 500, 120


def as_member(row: Member) -> pure.Member:
    """The member of now, in the section of now."""
    return pure.Member(row.number, row.unit, row.name, row.family, row.given)


def facts_of(row: Member) -> Facts:
    """What the office knows of a member."""
    return Facts(row.joined_on, row.presented_on, row.dues_paid_on)


def row_of(election: Election, entry: Entry) -> Member:
    """A new row, not saved: on the roll until a rule says otherwise."""
    member, contact, facts = entry.member, entry.contact, entry.facts
    return Member(
        election=election,
        number=member.number,
        unit=member.unit,
        name=member.name,
        family=member.family,
        given=member.given,
        search=search_text(member)[:_LONGEST_KEY],
        sort=_sort_key(member),
        likeness=likeness(member.number)[:_LONGEST_LOOK],
        email=contact.email,
        address=list(contact.address),
        language=contact.language,
        joined_on=facts.joined_on,
        presented_on=facts.presented_on,
        dues_paid_on=facts.dues_paid_on,
    )


def _sort_key(member: pure.Member) -> str:
    """Where a member stands in a list that the database sorts."""
    family = member.family or member.name
    return f"{letters(family)} {letters(member.given)}"[:_LONGEST_KEY]


def bare_row(election: Election, member: pure.Member) -> Member:
    """A row of somebody of whom nothing but number, name and section is known."""
    return row_of(election, Entry(member, Contact(), Facts()))
