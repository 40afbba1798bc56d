"""How the office speaks to whoever asks now: language, numbers, hours, roles in words."""

from typing import Final

from django.utils.translation import get_language

from suffrage.site.pages.render import Reader

__all__ = ["reader", "role_words"]

_ROLES: Final = {
    "agent": "role.agent",
    "commission": "role.commission",
    "congress": "role.congress",
    "convener": "role.convener",
    "federation": "role.federation",
    "helpdesk": "role.helpdesk",
    "observer": "role.observer",
    "registrar": "role.registrar",
    "roll": "role.roll",
    "secretary": "role.secretary",
    "teller": "role.teller",
    "trustee": "role.trustee",
}


def reader(zone: str = "Europe/Paris") -> Reader:
    """How pages speak to whoever asks now; hours are told in the election's zone."""
    return Reader("fr" if (get_language() or "fr").startswith("fr") else "en", zone)


def role_words(speaker: Reader, role: str) -> str:
    """A role as people call it: ``Officer of the federation 75``."""
    kind, _, place = role.partition("@")
    return speaker.t(_ROLES[kind], place=place)
