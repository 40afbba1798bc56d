"""An office in this process: its database in a folder, people who sign with keys held here.

>>> office = Office(folder)
>>> congress = office.election("congress-2023", Simulation().convene().fix_rules())
>>> chair = office.person("chair@example.org", congress, "commission@chair")
>>> page = chair.post("/desk/congress-2023/polls/open", {"round": 1})     # leads to the signing
>>> chair.sign(page)                                                      # signs and follows
"""

import base64
import hashlib
import html
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.support.office_settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core import mail  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from tests.support.simulator import Simulation, seed_of  # noqa: E402

from suffrage.acts.perform import LiveBoard  # noqa: E402
from suffrage.adapters.sql_store import open_store  # noqa: E402
from suffrage.board.signature import signer, vote_message  # noqa: E402
from suffrage.office.boards import board_state, close_boards  # noqa: E402
from suffrage.office.desks.roll import import_job  # noqa: E402
from suffrage.office.histories import forget_histories  # noqa: E402
from suffrage.office.models import Election, Grant, Person  # noqa: E402

__all__ = ["Office", "Official", "key_proof"]

# An answer does not wait for a file longer than two seconds; on a busy machine it would come
# before the outcome that a test looks at.
vars(import_job)["_PATIENCE"] = 60.0

_CLOCK = Path(settings.ENVIRONMENT.data) / "clock"
_TEMPLATE = Path(settings.ENVIRONMENT.data) / "template.sqlite3"


def key_proof(origin: str, role: str, key: str, seed: bytes) -> str:
    """What a browser sends with a key that it has made."""
    message = f"suffrage-key/1\n{origin}\n{role}\n{key}".encode()
    return signer(seed)(message).hex()


class Office:
    """One office over its own database; ``close`` it, or use it as a context."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "office.sqlite3"
        _migrated_copy(self.file)
        mail.outbox = []
        self.at("2023-01-10T09:00:00Z")

    def at(self, instant: str) -> None:
        """Set the office's clock."""
        _CLOCK.write_text(instant, encoding="ascii")

    def election(self, simulation: Simulation | None = None, slug: str = "") -> Election:
        """An election whose board is that of a simulation, which goes on writing to it."""
        sim = simulation or Simulation().convene().fix_rules()
        slug = slug or sim.definition.slug
        convener, _ = Person.objects.get_or_create(email="convener@example.org")
        made = Election.objects.create(slug=slug, convener=convener)
        store = open_store(self.file, slug)
        _copy(sim, store)
        sim.store, sim.board = store, LiveBoard(store)
        return made

    def person(self, email: str, election: Election, *roles: str, phone: str = "") -> "Official":
        """Somebody with roles in an election, signed in."""
        person = Person.objects.invite(email, email.partition("@")[0])
        for role in roles:
            Grant.objects.get_or_create(
                election=election, person=person, role=role, defaults={"phone": phone}
            )
        return Official(person, election)

    def close(self) -> None:
        """End the writer and the connections."""
        close_boards()
        forget_histories()
        connections.close_all()

    def __enter__(self) -> Self:
        """Nothing more to begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.close()


class Official:
    """A person at a desk, with a browser that signs as ``web/desk`` does."""

    def __init__(self, person: Person, election: Election) -> None:
        self.person, self.election = person, election
        self.client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
        self.client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")

    def hold_keys(self) -> Self:
        """The keys in office for this person's roles are this person's."""
        for grant in Grant.objects.filter(election=self.election, person=self.person):
            grant.key = state_of(self.election).keys.get(grant.role, "")
            grant.save()
        return self

    def get(self, path: str, **query: str) -> Any:
        """A page, redirects followed."""
        return self.client.get(path, query, follow=True)

    def post(self, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> Any:
        """A form, redirects followed."""
        return self.client.post(path, dict(data or {}), follow=True, **more)

    def sign(self, page: Any) -> Any:
        """Sign all that a signing page shows, as the browser would."""
        text = page.content.decode()
        role = _attribute(text, "data-role")
        origin = _attribute(text, "data-origin")
        records = re.findall(r'name="record" value="([^"]+)"', text)
        if not records:
            raise AssertionError(_visible(text))
        sign = signer(seed_of(role))
        prefix = b"suffrage-record/1\n" + origin.encode() + b"\n"
        signatures = [sign(prefix + base64.b64decode(record)).hex() for record in records]
        return self.post(page.wsgi_request.path, {"signature": signatures})

    sign_again = sign
    """A page that was kept open, or a press that came twice."""

    def vote(self, page: Any, member: str, choice: str = "for", reason: str = "") -> Any:
        """Vote on a motion's page as a member of the commission."""
        from suffrage.board.kinds.disputes import MemberVote  # noqa: PLC0415

        text = page.content.decode()
        digest = hashlib.sha256(reason.encode()).hexdigest() if reason else ""
        message = vote_message(
            _attribute(text, "data-origin"),
            _attribute(text, "data-act"),
            _attribute(text, "data-subject"),
            member,
            MemberVote(choice, digest),  # type: ignore[arg-type]
            sitting=int(_attribute(text, "data-sitting")),
        )
        signature = signer(seed_of(f"commission@{member}"))(message).hex()
        said = {"member": member, "choice": choice, "reason": reason, "signature": signature}
        return self.post(page.wsgi_request.path + "/vote", said)


def state_of(election: Election) -> Any:
    """The board's state as the office sees it."""
    return board_state(election.slug)


def _attribute(text: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', text)
    if found is None:
        raise AssertionError(f"{name} in {_visible(text)}")
    return html.unescape(found[1])


def _visible(text: str) -> str:
    main = text.partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))[:800]


def _migrated_copy(file: Path) -> None:
    connections.close_all()
    name = connections.databases["default"]
    if not _TEMPLATE.exists():
        name["NAME"] = str(_TEMPLATE)
        connections["default"].settings_dict["NAME"] = str(_TEMPLATE)
        call_command("migrate", verbosity=0)
        connections.close_all()
    shutil.copy(_TEMPLATE, file)
    name["NAME"] = str(file)
    connections["default"].settings_dict["NAME"] = str(file)


def _copy(sim: Simulation, store: Any) -> None:
    """What a simulation has written so far, in the office's database."""
    from suffrage.board.store import Addition  # noqa: PLC0415

    blobs = [data for _, _, data in sim.store.blobs(0)]
    with store.transaction() as writer:
        for number, entry in enumerate(sim.store.entries(0)):
            writer.append(Addition(entry, tuple(blobs) if number == 0 else ()))
