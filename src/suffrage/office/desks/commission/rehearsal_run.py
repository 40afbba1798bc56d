"""Plays a rehearsal in the background, on its own board, with keys that this process makes.

It is the only case in which the office holds keys of officials. They are drawn for this one
rehearsal, are in memory alone, and die with the thread; the origin is in every signature, so
that none is worth anything on the election's own board.

>>> start(run.pk, definition, Cast.fresh(definition, secrets.token_bytes))    # doctest: +SKIP
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from threading import Thread
from typing import Final

from django.conf import settings
from django.db import connections
from django.utils import timezone

from suffrage.acts.perform import Act, Written
from suffrage.adapters.cosigning import Cosigning
from suffrage.adapters.sql_store import SqlStore
from suffrage.board.signature import Signer
from suffrage.conduct.state import State
from suffrage.errors import SuffrageError
from suffrage.model.definition import Definition
from suffrage.office.boards import board_state, the_database, write
from suffrage.office.clock import now
from suffrage.office.desks.commission.rehearsal_people import accompany
from suffrage.office.elections.rehearsal.cast import Cast
from suffrage.office.elections.rehearsal.play import perform_step, play_rehearsal
from suffrage.office.elections.rehearsal.step import Step
from suffrage.office.models import Election, Rehearsal
from suffrage.office.publishing.log_key import log_key
from suffrage.tlog.checkpoint import Checkpoint, sign_checkpoint
from suffrage.tlog.keys import parse_key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree

__all__ = ["about", "start", "stopped"]

_LOG = logging.getLogger("suffrage.office.rehearsal")
_EVERY: Final = timedelta(seconds=1)
_SILENT: Final = timedelta(minutes=2)
_TOLD: Final = ("done", "refusals", "code", "fields", "beat")


def start(number: int, definition: Definition, cast: Cast) -> Thread:
    """Play the rehearsal whose row has this number, in a thread of its own."""
    thread = Thread(
        target=_play, args=(number, definition, cast), name=f"rehearsal-{number}", daemon=True
    )
    thread.start()
    return thread


def stopped(run: Rehearsal) -> bool:
    """Whether a rehearsal that is not finished has gone silent; its keys are lost."""
    return run.finished_at is None and timezone.now() - run.beat > _SILENT


def about(definition: Definition) -> int:
    """About how many steps a rehearsal has, for the bar; a second round may not be held."""
    sections = len(definition.tree.sections)
    sheets = 2 * len(definition.contests) * sections
    return 10 + len(definition.tree.federations) + 2 * len(definition.rounds) * sections + sheets


@dataclass(frozen=True, slots=True)
class _Office:
    """The rehearsal's board behind the office's one writer."""

    slug: str

    def state(self) -> State:
        """The state of all that has been written."""
        return board_state(self.slug)

    def perform(self, act: Act, sign: Signer) -> Written:
        """Write one act."""
        return write(self.slug, [(act, sign)])[0]


class _Log:
    """Checkpoints of the rehearsal's board, cosigned by the cast's own witnesses."""

    def __init__(self, definition: Definition, cast: Cast) -> None:
        self._slug, self._origin = definition.slug, definition.origin
        self._key = log_key(settings.ENVIRONMENT.data, definition.slug, definition.origin)
        self._keys = [parse_key(text) for text in definition.witnesses.keys.values()]
        self._cosigning = Cosigning(cast.witnesses_of(self._key.key))
        self._tree = Tree()

    def checkpoint(self) -> bytes:
        """That of everything written so far."""
        store = SqlStore(the_database(), self._slug)
        self._tree.extend(map(leaf_hash, store.entries(self._tree.size)))
        size, root = self._tree.size, self._tree.root()
        store.set_head(size, root)
        signed = sign_checkpoint(Checkpoint(self._origin, size, root), self._key)
        return self._cosigning.collect(self._tree, signed, self._keys, int(now().timestamp()))


def _play(number: int, definition: Definition, cast: Cast) -> None:
    try:
        _perform(number, definition, cast)
    except SuffrageError as error:
        _LOG.exception("rehearsal", extra={"board": definition.slug, "code": error.code})
        Rehearsal.objects.filter(pk=number).update(fault=error.code, finished_at=timezone.now())
    except Exception:  # noqa: BLE001  (nobody waits for this thread: the page tells)
        _LOG.exception("rehearsal", extra={"board": definition.slug})
        Rehearsal.objects.filter(pk=number).update(
            fault="rehearsal.stopped", finished_at=timezone.now()
        )
    finally:
        connections.close_all()


def _perform(number: int, definition: Definition, cast: Cast) -> None:
    run = Rehearsal.objects.get(pk=number)
    board, log = _Office(definition.slug), _Log(definition, cast)

    def perform(step: Step) -> None:
        if perform_step(board, step, cast, log.checkpoint) is None:
            run.refusals += 1
        run.done += 1
        _tell(run, step)

    for step in play_rehearsal(definition, run.seed, cast, board.state):
        perform(step)
        if run.done == 1:
            # The board has begun: from here on the definition is read there.
            Election.objects.filter(pk=run.election_id).update(draft=b"")
        if run.stage and step.code == "rehearsal.opens-polls":
            accompany(run, cast, board.state, perform)
            break
    run.finished_at = run.beat = timezone.now()
    run.total = run.done
    run.save(update_fields=[*_TOLD, "total", "finished_at"])


def _tell(run: Rehearsal, step: Step) -> None:
    """What happens now, at most once a second: pages ask no more often."""
    if timezone.now() - run.beat > _EVERY or run.done == 1:
        run.code, run.fields, run.beat = step.code, dict(step.fields), timezone.now()
        run.save(update_fields=_TOLD)
