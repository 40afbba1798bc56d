"""Sum up a closed run: the encrypted tally, from ballots that are all checked again."""

from suffrage.acts.online.draft_event import draft_event, head_of
from suffrage.belenios.archive import read_archive
from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.events import encrypted_tally_event
from suffrage.belenios.setup import read_setup
from suffrage.belenios.tally import encrypt_tally
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["tally_box"]


def tally_box(state: State, box: str, run: int, archive: bytes) -> Draft:
    """The product of the ballots; raises what ``check_ballot`` raises."""
    entries = [entry.pieces for entry in read_archive(archive)]
    setup = read_setup(entries[0].records)
    ballots = [
        check_ballot(setup.election, setup.credentials, pieces.records[0])
        for pieces in entries
        if pieces.event.type == "Ballot"
    ]
    tally = encrypt_tally(setup.election, ballots)
    return draft_event(state, box, run, encrypted_tally_event(head_of(state, box, run), tally))
