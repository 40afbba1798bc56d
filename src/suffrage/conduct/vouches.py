"""Trustees' vouches: each says, before its share enters the archive, which share it is.

The proofs of version 1 alone let a trustee who makes the last ballot give a false share. So no
event of a partial decryption is admitted without its vouch, and every share that a result can use
is vouched for. Here is the order only; the proof is checked over the whole archive.
"""

from dataclasses import replace

from suffrage.board.kinds.online import ShareVouched, Vouch
from suffrage.board.record import Record
from suffrage.conduct.boxes import live_run, with_run
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.governance import Publication

__all__ = ["vouched"]


def vouched(state: State, record: Record, head: ShareVouched, _body: Vouch) -> State:
    """The holder of a share vouches for it, once the box is summed up.

    A file may be lost on its way, so the last word before the share's event is the one that
    counts; after it nothing changes. Events of a box carry no time, and a share says what is in
    the box: so the moment from which figures may appear is asked here, as it is of a sheet.
    """
    publication = state.rules.publication
    if isinstance(publication, Publication) and record.at < publication.not_before:
        raise Refused("share.before-publication", box=head.box, moment=publication.not_before)
    run = live_run(state, head.box, head.run)
    if run.phase != "tallied":
        raise Refused("box.phase", box=head.box, phase=run.phase)
    if run.holders.get(head.owner) != record.by:
        raise Refused("share.not-held", at="owner", role=record.by, owner=head.owner)
    if head.owner in run.factors:
        raise Refused("trustee.again", at="owner", owner=head.owner)
    return with_run(state, replace(run, vouched=run.vouched.set(head.owner, head.share)))
