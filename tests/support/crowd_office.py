"""Prepare an office for a crowd of sections, in the database that the environment names.

``python -m tests.support.crowd_office SECTIONS`` makes the tables, one congress whose polls have
closed, and for each section an open kit with the cookie of its phone and an appointed key.
"""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "suffrage.office.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from tests.support.crowd import SLUG, cookie_of, crowd_definition  # noqa: E402
from tests.support.simulator import Simulation, seed_of  # noqa: E402

from suffrage.adapters.sql_store import SqlStore  # noqa: E402
from suffrage.board.signature import key_of  # noqa: E402
from suffrage.board.store import Addition  # noqa: E402
from suffrage.office.boards import the_database  # noqa: E402
from suffrage.office.clock import now  # noqa: E402
from suffrage.office.desks.section.cookies import kept  # noqa: E402
from suffrage.office.models import Election, Kit, Person, SectionKey  # noqa: E402
from suffrage.office.publishing.log_key import log_key  # noqa: E402


def main(sections: int) -> None:
    """Write everything; how many records the board has is printed."""
    call_command("migrate", verbosity=0)
    convener, _ = Person.objects.get_or_create(email="convener@example.org")
    election = Election.objects.create(slug=SLUG, convener=convener)
    sim = Simulation(crowd_definition(sections)).to_the_count()
    blobs = tuple(data for _, _, data in sim.store.blobs(0))
    with SqlStore(the_database(), SLUG).transaction() as writer:
        for number, entry in enumerate(sim.store.entries(0)):
            writer.append(Addition(entry, blobs if number == 0 else ()))
    # As convening does.
    log_key(settings.ENVIRONMENT.data, SLUG, sim.definition.origin)
    units = [unit.id for unit in sim.definition.tree.sections]
    Kit.objects.bulk_create(
        Kit(
            election=election,
            unit=unit,
            round=1,
            code="opened",
            printed_at=now(),
            printed_by="federation@000",
            opened_at=now(),
            phone=kept(cookie_of(unit)),
        )
        for unit in units
    )
    SectionKey.objects.bulk_create(
        SectionKey(
            kit=kit,
            role=f"secretary@{kit.unit}",
            key=key_of(seed_of(f"secretary@{kit.unit}")),
            asked_at=now(),
        )
        for kit in Kit.objects.filter(election=election)
    )
    sys.stdout.write(f"{sim.store.size()}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
