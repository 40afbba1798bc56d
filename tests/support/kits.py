"""Kits for tests: a section with online voters, a late addition, long and hostile names."""

import hashlib
from typing import Any

from suffrage.office.codes import draw_code
from suffrage.office.print.kit import Kit, KitContest, KitOption
from suffrage.roll.signing_list import SigningLine, SigningList

__all__ = ["entropy_of", "kit_of", "members"]

_FIRST = ("Anne", "Zoé", "Jean-François", "Maëlle", "Đặng", "O'Brien", "Siân")
_LAST = ("Petit", "Le Goff", "Œuvrard", "de La Rochefoucauld-Montmorency", "N'Guyen", "Żak")


def entropy_of(seed: str) -> Any:
    """Bytes that follow from a seed."""
    drawn = 0

    def entropy(length: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return hashlib.shake_256(f"{seed} {drawn}".encode()).digest(length)

    return entropy


def members(number: int, struck: int = 2) -> SigningList:
    """The first ``struck`` vote online, the last was added late."""
    lines = tuple(
        SigningLine(
            f"{1000 + i}",
            f"{_LAST[i % 6]} {_FIRST[i % 7]} {i}",
            struck=i < struck,
            added=i == number - 1,
        )
        for i in range(number)
    )
    return SigningList("75-012", lines, entitled=number, struck=struck)


def kit_of(number: int = 14, **changed: Any) -> Kit:
    """A kit of so many members; any field may be changed."""
    options = (
        KitOption("L'avenir en commun", "Camille Martin"),
        KitOption("Refondations", "Dominique Bernard"),
        KitOption("Débattre, rassembler, gagner : pour une gauche qui tient parole", "Sam Thomas"),
    )
    fields: dict[str, Any] = {
        "election": "Congrès 2027",
        "origin": "vote.example.org/e/congress",
        "unit": "75-012",
        "section": "Paris 12e – Bel-Air",
        "federation": "Paris",
        "round": 1,
        "opens": "2027-01-14T16:00:00Z",
        "closes": "2027-01-14T21:00:00Z",
        "zone": "Europe/Paris",
        "contests": (
            KitContest("text", "Texte d'orientation", options),
            KitContest("rules", "Adoption des statuts", (KitOption("Oui"), KitOption("Non"))),
        ),
        "registered": number,
        "credentials": 2,
        "signers": members(number),
        "voids": ("bulletin déchiré", "signe de reconnaissance", "autre"),
        "camps": ("L'avenir en commun", "Refondations", "Débattre, rassembler, gagner"),
        "entry": "https://vote.example.org/kit/1/75-012",
        "confirm": "https://vote.example.org/confirm",
        "code": draw_code(entropy_of("kit")),
        "officer": "Claude Moreau",
        "phone": "01 23 45 67 89",
        "language": "fr",
    }
    return Kit(**{**fields, **changed})
