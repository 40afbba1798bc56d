"""A federation's desk for tests: large sections, so that no figure can be found by chance.

>>> typed(FIGURES) ["votes.to1"]
'31847'
"""

from collections.abc import Mapping
from typing import Any

from tests.support.definitions import plain_six_sections
from tests.support.simulator import Simulation, seed_of

from suffrage.board.signature import key_of
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain

__all__ = [
    "FIGURES",
    "address",
    "as_sheet",
    "large",
    "open_phone",
    "text_of",
    "typed",
]

FIGURES: Mapping[str, int] = {
    "signatures": 67357,
    "proxies": 1733,
    "ballots": 67357,
    "blank": 1811,
    "void": 1913,
    "valid": 63633,
    "votes.to1": 31847,
    "votes.to2": 21359,
    "votes.to3": 10427,
}
"""A sheet that shows nothing remarkable."""


def large(sections: int = 3) -> Simulation:
    """The simulation of two federations whose sections have many members, at the count's hour."""
    return Simulation(_definition(sections))


def _definition(sections: int) -> Definition:
    plain = plain_six_sections()
    plain["units"] = [
        {"id": "13"},
        {"id": "75"},
        *({"id": f"13-{n:03}", "parent": "13", "registered": 90001} for n in (1, 2)),
        *(
            {"id": f"75-{n:03}", "parent": "75", "registered": 90001}
            for n in range(1, sections + 1)
        ),
    ]
    definition = from_plain(plain)
    check_definition(definition)
    return definition


def typed(figures: Mapping[str, Any], **changed: Any) -> dict[str, str]:
    """What somebody types into a form like the sheet; ``votes_to1`` changes ``votes.to1``."""
    other = {name.replace("_", "."): value for name, value in changed.items()}
    return {name: str(value) for name, value in {**figures, **other}.items()}


def as_sheet(figures: Mapping[str, int]) -> dict[str, Any]:
    """The same as fields of a sheet."""
    votes = {n[6:]: v for n, v in figures.items() if n.startswith("votes.")}
    plain = {name: v for name, v in figures.items() if "." not in name and name != "void"}
    return {**plain, "void": {"unsorted": figures["void"]}, "votes": votes}


def address(election: Any, *rest: str) -> str:
    """A page of the federation's desk."""
    return "/".join((f"/desk/{election.slug}/federation", *rest))


def text_of(page: Any) -> str:
    """A page's text."""
    return str(page.content.decode())


def open_phone(election: Any, unit: str, name: str) -> str:
    """A section's phone with its own kit and key, which waits; the key comes back."""
    # They need Django, which ``tests.support.office`` sets up.
    from suffrage.office.clock import now  # noqa: PLC0415
    from suffrage.office.models import Kit, SectionKey  # noqa: PLC0415

    kit = Kit.objects.filter(election=election, unit=unit, revoked=False).first()
    kit = kit or Kit.objects.create(
        election=election, unit=unit, round=1, code="", printed_at=now(), printed_by="x"
    )
    key = key_of(seed_of(name))
    SectionKey.objects.create(kit=kit, role=f"secretary@{unit}", key=key, asked_at=now())
    return key
