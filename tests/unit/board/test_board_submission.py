"""A record signed elsewhere arrives on the board with exactly its own bytes."""

import pytest
from tests.support.online_election import BOX
from tests.support.online_steps import fixed
from tests.support.simulator import seed_of

from suffrage.board.kinds.opening import TrusteeSetUp
from suffrage.board.record import Draft
from suffrage.board.signature import signer
from suffrage.board.submission import read_submission, write_submission
from suffrage.errors import Malformed, NotVerified

DRAFT = Draft(
    "trustees.setup/1", TrusteeSetUp(BOX, 1, 1, "ab" * 32), "trustee@to1", "2023-01-10T10:00:00Z"
)


def test_it_stands_on_the_board_as_it_was_signed() -> None:
    simulation = fixed()
    sent = write_submission(simulation.definition.origin, DRAFT, signer(seed_of("trustee@to1")))
    draft, sign = read_submission(sent)
    written = simulation.board.perform(lambda _state: draft, sign)
    assert list(simulation.store.entries(written.index)) == [sent]


@pytest.mark.parametrize("change", [(b'"owner":1', b'"owner":2'), (b"trustee@to1", b"trustee@to2")])
def test_a_changed_submission_is_refused(change: tuple[bytes, bytes]) -> None:
    simulation = fixed()
    sent = write_submission(simulation.definition.origin, DRAFT, signer(seed_of("trustee@to1")))
    draft, sign = read_submission(sent.replace(*change))
    with pytest.raises(NotVerified, match=r"record\.signature"):
        simulation.board.perform(lambda _state: draft, sign)


def test_a_submission_for_another_board_is_refused() -> None:
    simulation = fixed()
    sent = write_submission("other.example.org/e/x", DRAFT, signer(seed_of("trustee@to1")))
    draft, sign = read_submission(sent)
    with pytest.raises(NotVerified, match=r"record\.signature"):
        simulation.board.perform(lambda _state: draft, sign)


def test_records_with_a_payload_do_not_travel_so() -> None:
    simulation = fixed()
    for entry in simulation.store.entries(0):
        if b'"payload"' in entry:
            with pytest.raises(Malformed, match=r"submission\.payload"):
                read_submission(entry)
            return
    raise AssertionError
