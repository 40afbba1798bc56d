"""The publisher's process: every few seconds, every election of the office.

One runs for an office. What fails for one election is told on the health page under its code, and
tried again; the others go on. A log that was rolled back is never published over.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from suffrage.adapters.cosigning import Alarm, Cosigner
from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.sql_store import SqlStore
from suffrage.adapters.witness_client import WitnessClient
from suffrage.board.folder import CHECKPOINT
from suffrage.conduct.state import State
from suffrage.errors import NotVerified, SuffrageError
from suffrage.office.boards import board_state, the_database
from suffrage.office.clock import now
from suffrage.office.models import CampWitness, Election, Publishing
from suffrage.office.publishing.log_key import log_key
from suffrage.office.publishing.publication import Publication
from suffrage.office.tidying.tidy import EVERY, tidy
from suffrage.tlog.keys import parse_key
from suffrage.tlog.note import open_note

__all__ = ["PublisherLoop", "cosigned_by", "public_folder", "public_folders", "with_alarms"]

SECONDS: Final = 3.0
"""Between two looks at the boards."""

_AGAIN: Final = timedelta(seconds=30)
"""After which a witness that did not answer is asked again."""

_LOG = logging.getLogger("suffrage.office.publisher")


def public_folders() -> Path:
    """Where the public files of all elections lie."""
    data: Path = settings.ENVIRONMENT.data
    return data / "public"


def public_folder(slug: str) -> Path:
    """Where an election's public files lie."""
    return public_folders() / slug


def cosigned_by(state: State, checkpoint: bytes) -> list[str]:
    """The camps whose witness has cosigned a checkpoint of this board."""
    keys = {camp: parse_key(text) for camp, text in state.rules.witnesses.keys.items()}
    try:
        opened = open_note(checkpoint, keys.values())
    except NotVerified as error:
        if error.code != "note.unsigned":
            raise
        return []
    signed = {one.key.name for one in opened.signed}
    return sorted(camp for camp, key in keys.items() if key.name in signed)


def with_alarms(
    known: Iterable[Mapping[str, Any]], alarms: Iterable[Alarm], camps: Sequence[str]
) -> list[dict[str, Any]]:
    """The alarms that are known and those raised since, each once, the oldest first.

    None is ever taken away: neither a publisher that begins anew nor a witness that moves to
    another address makes one vanish.
    """
    found = {(one["kind"], one["camp"], one["size"]): dict(one) for one in known}
    for one in alarms:
        camp = camps[one.witness]
        told = {"kind": one.kind, "camp": camp, "size": one.size, "at": one.at}
        found.setdefault((one.kind, camp, one.size), told)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Witness:
    url: str
    client: Cosigner


@dataclass
class _Kept:
    """An election's publication, with the witnesses that it asks.

    ``changed`` says that one of them has not been asked at its address yet.
    """

    publication: Publication
    witnesses: Mapping[str, _Witness]
    asked_at: datetime
    changed: bool = False

    @property
    def camps(self) -> tuple[str, ...]:
        """The camps, as the publication numbers their witnesses."""
        return tuple(self.witnesses)


class PublisherLoop:
    """Publishes until it is told to stop."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self.stop = threading.Event()

    def run(self, seconds: float = SECONDS, still: Callable[[], None] = lambda: None) -> None:
        """Look at all boards, wait, and again; ``still`` raises once others may publish.

        What the office keeps no longer is removed in between (``tidying``).
        """
        tidied = -EVERY
        while not self.stop.is_set():
            still()
            self.publish_all()
            if time.monotonic() - tidied >= EVERY:
                tidy()
                tidied = time.monotonic()
            close_old_connections()
            self.stop.wait(seconds)

    def publish_all(self) -> None:
        """Bring every convened election's folder up to its board."""
        for election in Election.objects.filter(draft=b"").order_by("pk"):
            if self.stop.is_set():
                return
            fault = ""
            try:
                self._publish(election)
            except Exception as error:  # noqa: BLE001  (what fails here must not stop the others)
                if self.stop.is_set():
                    return
                fault = error.code if isinstance(error, SuffrageError) else "publisher.failed"
                _LOG.exception("publish", extra={"election": election.slug, "fault": fault})
                # Begin anew: what is in memory may contradict what is on the disk.
                self._kept.pop(election.slug, None)
            self._tell(election, fault)

    def _publish(self, election: Election) -> None:
        kept = self._of(election)
        found = Publishing.objects.filter(election=election).first()
        lacking = found is None or set(kept.camps) - set(found.cosigned)
        late = timezone.now() - kept.asked_at > _AGAIN
        if kept.publication.update(now(), again=bool(lacking) and (late or kept.changed)):
            kept.asked_at = timezone.now()
        kept.changed = False

    def _of(self, election: Election) -> _Kept:
        """The publication that asks the witnesses whose addresses are known now.

        Another address is another witness to ask and nothing else: whoever may change it cannot
        have the board replayed and its pages made anew.
        """
        named = CampWitness.objects.filter(election=election).order_by("camp")
        kept = self._kept.get(election.slug)
        known = kept.witnesses if kept else {}
        witnesses = {one.camp: _asked(one, known.get(one.camp)) for one in named}
        clients = [one.client for one in witnesses.values()]
        if kept is None:
            kept = _Kept(_begun(election, clients, self.stop), witnesses, timezone.now())
            self._kept[election.slug] = kept
        elif kept.witnesses != witnesses:
            kept.publication.ask(clients)
            kept.witnesses, kept.changed = witnesses, True
        return kept

    def _tell(self, election: Election, fault: str) -> None:
        said: dict[str, object] = {"fault": fault, "seen_at": timezone.now()}
        kept = self._kept.get(election.slug)
        published = public_folder(election.slug) / CHECKPOINT
        if kept is not None and published.is_file():
            note = published.read_bytes()
            found = Publishing.objects.filter(election=election).first()
            size, cosigned = (
                kept.publication.size,
                cosigned_by(board_state(election.slug), note),
            )
            said |= {"size": size, "cosigned": cosigned}
            said["last"] = {**(found.last if found else {}), **dict.fromkeys(cosigned, size)}
            said["alarms"] = with_alarms(
                found.alarms if found else [], kept.publication.alarms, kept.camps
            )
        Publishing.objects.update_or_create(election=election, defaults=said)


def _asked(witness: CampWitness, known: _Witness | None) -> _Witness:
    """A witness at its address: the one that is asked there already, or another."""
    if known is not None and known.url == witness.url:
        return known
    return _Witness(witness.url, WitnessClient(witness.url))


def _begun(election: Election, cosigners: Sequence[Cosigner], stop: threading.Event) -> Publication:
    return Publication(
        SqlStore(the_database(), election.slug),
        PublicFolder(public_folder(election.slug)),
        log_key(settings.ENVIRONMENT.data, election.slug, board_state(election.slug).origin),
        cosigners,
        stop,
    )
