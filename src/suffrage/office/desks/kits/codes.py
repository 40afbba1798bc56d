"""A new one-time code for a section: whoever draws one ends the one before, and its phone.

The code is in what comes back and nowhere else; the office keeps only ``codes.keep_code``.

>>> reset_kit(kit)                      # read out by telephone to a section whose phone broke
'K7M2Q9XW4HRD'
"""

import secrets
from collections.abc import Callable

from django.db import transaction

from suffrage.office.clock import now
from suffrage.office.codes import draw_code, keep_code
from suffrage.office.models import Election, Kit

__all__ = ["issue_code", "put_in_force", "reset_kit"]


def issue_code(
    election: Election,
    unit: str,
    round_: int,
    by: str,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
) -> str:
    """A new code of a section for a round, issued by the role ``by``; the old one is revoked."""
    code = draw_code(entropy)
    put_in_force(election, unit, round_, by, code, entropy)
    return code


def put_in_force(
    election: Election,
    unit: str,
    round_: int,
    by: str,
    code: str,
    entropy: Callable[[int], bytes] = secrets.token_bytes,
) -> None:
    """Have a code that was drawn before open its section, and the one before it no more."""
    kept = keep_code(code, entropy)
    with transaction.atomic():
        # Two who press at once are served one after the other.
        Election.objects.select_for_update().get(pk=election.pk)
        Kit.objects.filter(election=election, unit=unit, round=round_, revoked=False).update(
            revoked=True, phone="", device=""
        )
        Kit.objects.create(
            election=election, unit=unit, round=round_, code=kept, printed_at=now(), printed_by=by
        )


def reset_kit(kit: Kit, by: str = "") -> str:
    """Another code for the section of a kit, and any phone may open with it, once."""
    return issue_code(kit.election, kit.unit, kit.round, by or kit.printed_by)
