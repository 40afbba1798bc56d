"""The members of a commission at their desks, and the public checkpoint that they certify on.

>>> members = Commission(office, election)
>>> page = members.chair.post(address, {"effect": "rejected"})        # moves, leads to the motion
>>> members.carry(page, dean="against", to2="walked-out")
"""

import shutil
from typing import Any

from tests.support.office import Office, Official
from tests.support.simulator import MEMBERS, Simulation

from suffrage.office.models import Election
from suffrage.office.publishing.publisher import public_folder

__all__ = ["Commission", "page_text", "publish_checkpoint", "unpublish"]


class Commission:
    """Each member is another person with another browser."""

    def __init__(self, office: Office, election: Election) -> None:
        self.slug = election.slug
        self.members = {
            member: office.person(f"{member}@example.org", election, f"commission@{member}")
            for member in MEMBERS
        }
        self.chair: Official = self.members["chair"]

    def path(self, rest: str) -> str:
        """An address of the commission's desk."""
        return f"/desk/{self.slug}/commission/{rest}"

    def decide(self, page: Any, reasons: dict[str, str] | None = None, **choices: str) -> Any:
        """Everybody votes on a motion's page, for unless said otherwise; the chair records it."""
        address = page.wsgi_request.path
        uncast = {}
        for member, official in self.members.items():
            choice = choices.get(member, "for")
            if choice in ("walked-out", "absent"):
                uncast[f"uncast-{member}"] = choice
                continue
            done = official.vote(
                official.get(address), member, choice, (reasons or {}).get(member, "")
            )
            assert done.status_code == 200, page_text(done)
        recorded = self.chair.sign(self.chair.post(f"{address}/record", uncast))
        assert recorded.status_code == 200, page_text(recorded)
        return recorded

    def carry(self, page: Any, reasons: dict[str, str] | None = None, **choices: str) -> Any:
        """The same, and the act is carried out."""
        address = page.wsgi_request.path
        self.decide(page, reasons, **choices)
        return self.chair.sign(self.chair.post(f"{address}/perform"))


def page_text(page: Any) -> str:
    """What a page says, for a search and for messages."""
    return str(page.content.decode())


def publish_checkpoint(simulation: Simulation, slug: str = "") -> None:
    """The cosigned checkpoint of all that is written, where the publisher puts it."""
    file = public_folder(slug or simulation.definition.slug) / "log" / "checkpoint"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(simulation.checkpoint())


def unpublish(slug: str) -> None:
    """Take an election's public folder away."""
    shutil.rmtree(public_folder(slug), ignore_errors=True)
