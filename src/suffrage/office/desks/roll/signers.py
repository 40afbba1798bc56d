"""The signing list of a section as the roll stands now: what kits and the section's page print.

>>> signers_of(election, "75-012", 1).may_sign                             # doctest: +SKIP
14
"""

from suffrage.errors import Refused
from suffrage.office.boards import board_state
from suffrage.office.desks.roll.as_member import as_member
from suffrage.office.models import Election, Member
from suffrage.office.paper_sections import require_paper_section
from suffrage.roll.signing_list import SigningList, signing_list

__all__ = ["signers_of"]


def signers_of(election: Election, unit: str, round_: int) -> SigningList:
    """Who signs in a section on a round's evening: the frozen roll and its signed changes.

    A section votes on paper or online as a whole, so nobody is struck out. Raises ``Refused``
    (``election.not-convened``, ``unit.unknown``, ``unit.online``, ``round.unknown``,
    ``roll.not-committed``) and ``Inconsistent("roll.list-differs")`` when the office's rows are
    not as many as the board has registered there.
    """
    state = board_state(election.slug)
    rules = state.rules
    require_paper_section(rules, unit, round_)
    if not state.roll_root:
        raise Refused("roll.not-committed")
    rows = Member.objects.filter(election=election, unit=unit, on_roll=True)
    return signing_list(
        unit,
        [as_member(row) for row in rows],
        registered=state.registered[unit],
        added={row.number for row in rows if row.added},
    )
