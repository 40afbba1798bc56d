"""Small definitions for tests: six sections, two rounds, one body."""

import hashlib
from typing import Any

from suffrage.board.signature import key_of
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain
from suffrage.tlog.keys import COSIGNER, Signer, format_key

__all__ = ["plain_six_sections", "six_sections"]

_MEMBERS = ("chair", "dean", "to1", "to2")


def _seed(role: str) -> bytes:
    return hashlib.sha256(f"seed of {role}".encode()).digest()


def _witness_key(camp: str) -> str:
    return format_key(Signer(f"witness-{camp}.example.org", COSIGNER, _seed(f"witness@{camp}")).key)


def plain_six_sections() -> dict[str, Any]:
    """The plain shape, for tests that change a part of it."""
    roles = ["convener", *(f"commission@{member}" for member in _MEMBERS)]
    return {
        "suffrage": 1,
        "slug": "congress",
        "host": "vote.example.org",
        "title": {"en": "Congress", "fr": "Congrès"},
        "time_zone": "Europe/Paris",
        "units": [
            {"id": "13"},
            {"id": "75"},
            *({"id": f"13-{n:03}", "parent": "13", "registered": 60 + n} for n in (1, 2, 3)),
            *({"id": f"75-{n:03}", "parent": "75", "registered": 80 + n} for n in (1, 2, 3)),
        ],
        "contests": [
            {
                "id": "text",
                "round": 1,
                "opens": "2023-01-12T16:00:00Z",
                "closes": "2023-01-12T21:00:00Z",
                "rule": {"name": "top", "places": 2, "tie": ["older", "lot"]},
                "options": [
                    {"id": "to1", "label": "Text 1", "first_signatory": "Ada", "age_rank": 1},
                    {"id": "to2", "label": "Text 2", "first_signatory": "Ben", "age_rank": 3},
                    {"id": "to3", "label": "Text 3", "first_signatory": "Cléo", "age_rank": 2},
                ],
            },
            {
                "id": "first-secretary",
                "round": 2,
                "opens": "2023-01-19T16:00:00Z",
                "closes": "2023-01-19T21:00:00Z",
                "rule": {"name": "majority", "of": "valid", "tie": ["older"]},
                "options": {"from": "text", "take": "first_signatory"},
            },
        ],
        "bodies": [
            {
                "id": "council",
                "contest": "text",
                "seats": 10,
                "rule": {"name": "dhondt", "threshold": "1/20", "tie": ["lot"]},
                "ex_officio": 3,
            }
        ],
        "commission": {"members": list(_MEMBERS), "quorum": 3},
        "grounds": [
            {"id": "early-ballots", "text": {"en": "Early ballots"}, "effect": "annul-unit"},
            {"id": "wrong-count", "text": {"en": "Wrong count"}, "effect": "correct-sheet"},
            {"id": "leak", "text": {"en": "Credentials leaked"}, "effect": "annul-run"},
        ],
        "keys": {role: key_of(_seed(role)) for role in roles},
        "witnesses": {"quorum": 2, "keys": {camp: _witness_key(camp) for camp in ("to1", "to2")}},
    }


def six_sections() -> Definition:
    """The checked definition."""
    definition = from_plain(plain_six_sections())
    check_definition(definition)
    return definition
