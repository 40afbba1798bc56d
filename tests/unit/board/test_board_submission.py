"""A record signed elsewhere arrives on the board with exactly its own bytes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.support.online_election import BOX
from tests.support.online_steps import fixed
from tests.support.refusals import refused
from tests.support.simulator import seed_of

from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent, ShareVouched, Vouch
from suffrage.board.kinds.opening import TrusteeSetUp
from suffrage.board.record import Draft, body_bytes
from suffrage.board.signature import signer
from suffrage.board.submission import read_submission, write_submission
from suffrage.errors import NotVerified

DRAFT = Draft(
    "trustees.setup/1", TrusteeSetUp(BOX, 1, 1, "ab" * 32), "trustee@to1", "2023-01-10T10:00:00Z"
)
WITH_PAYLOAD = Draft(
    "share.vouched/1",
    ShareVouched(BOX, 1, 1, "ab" * 32),
    "trustee@to1",
    "2023-01-12T22:10:00Z",
    Vouch("7", "suffrage-vouch/1", 1, "11"),
)
ORIGIN = "vote.example.org/e/congress"


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


def test_a_payload_travels_on_the_next_line() -> None:
    sent = write_submission(ORIGIN, WITH_PAYLOAD, signer(seed_of("trustee@to1")))
    entry, payload = sent.split(b"\n")
    draft, sign = read_submission(sent)
    assert (body_bytes(draft.body), draft.at) == (payload, WITH_PAYLOAD.at)
    assert replace(draft.record(), sig=sign(b"").hex()).encoded == entry


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("submission.payload", lambda entry, _: entry),
        ("record.blob", lambda entry, _: entry + b"\n"),
        ("record.blob", lambda entry, payload: entry + b"\n" + payload.replace(b"7", b"8")),
        ("record.blob", lambda entry, payload: entry + b"\n" + payload + b"\n"),
    ],
)
def test_another_payload_or_none_is_refused(code: str, change: Callable[..., bytes]) -> None:
    sent = write_submission(ORIGIN, WITH_PAYLOAD, signer(seed_of("trustee@to1")))
    with refused(code):
        read_submission(change(*sent.split(b"\n")))


def test_a_payload_that_no_record_names_is_refused() -> None:
    sent = write_submission(ORIGIN, DRAFT, signer(seed_of("trustee@to1")))
    for more in (b"\n", b"\n{}"):
        with refused("submission.payload", kind="trustees.setup/1"):
            read_submission(sent + more)


def test_a_record_that_nobody_signs_does_not_travel() -> None:
    head = OnlineEvent(BOX, 1, 0, "Setup", "ab" * 32)
    entry = Draft("online.event/1", head, body=Event(b"{}", ())).record().encoded
    with refused("submission.payload", kind="online.event/1"):
        read_submission(entry + b"\n{}")


def test_a_draft_with_further_texts_does_not_travel() -> None:
    with refused("submission.payload", kind="share.vouched/1"):
        write_submission(ORIGIN, replace(WITH_PAYLOAD, texts=(b"why",)), signer(bytes(32)))
