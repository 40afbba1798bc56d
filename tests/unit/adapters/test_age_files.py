"""Sealed files: only recipients open them, and a journal is whole or is refused."""

from pathlib import Path

import pytest
from tests.support.refusals import refused

from suffrage.adapters.age_files import Journal, make_identity, recipient_of, seal, unseal

CHAIR, AGENT, EVE = (make_identity() for _ in range(3))
BOTH = [recipient_of(CHAIR), recipient_of(AGENT)]


@pytest.mark.parametrize("identity", [CHAIR, AGENT], ids=["chair", "agent"])
def test_each_recipient_opens_the_same_bytes(identity: str) -> None:
    assert unseal(seal(b"member,key", BOTH), identity) == b"member,key"


def test_a_stranger_opens_nothing() -> None:
    with refused("age.closed"):
        unseal(seal(b"member,key", BOTH), EVE)


def test_one_changed_byte_is_seen() -> None:
    sealed = bytearray(seal(b"member,key", BOTH))
    sealed[-1] ^= 1
    with refused("age.closed"):
        unseal(bytes(sealed), CHAIR)


@pytest.mark.parametrize(
    "text",
    # Keys are made anew each time, so they cannot be the names of tests.
    ["", "age1", "age1x", pytest.param(CHAIR, id="identity"), "ssh-ed25519 AAAA", "age1\n"],
)
def test_what_is_no_recipient(text: str) -> None:
    with refused("age.recipient"):
        seal(b"", [text])


@pytest.mark.parametrize("text", ["", "AGE-SECRET-KEY-1QQ", pytest.param(BOTH[0], id="recipient")])
def test_what_is_no_identity(text: str) -> None:
    with refused("age.identity") as caught:
        recipient_of(text)
    assert "AGE-SECRET" not in str(caught.value)


def journal(folder: Path) -> Journal:
    return Journal(folder / "journal", BOTH, CHAIR)


def test_entries_come_back_in_their_order(tmp_path: Path) -> None:
    for number in range(12):
        journal(tmp_path).append(b"%d" % number)
    assert journal(tmp_path).entries() == [b"%d" % number for number in range(12)]


def test_an_entry_is_its_owner_s_and_holds_no_plain_text(tmp_path: Path) -> None:
    journal(tmp_path).append(b"A/0001")
    (entry,) = (tmp_path / "journal").iterdir()
    assert (entry.name, entry.stat().st_mode & 0o777) == ("000000.age", 0o600)
    assert b"A/0001" not in entry.read_bytes()


def test_a_missing_entry_is_missed(tmp_path: Path) -> None:
    for number in range(3):
        journal(tmp_path).append(b"%d" % number)
    (tmp_path / "journal" / "000001.age").unlink()
    with refused("age.gap"):
        journal(tmp_path).entries()


def test_an_entry_is_never_written_over(tmp_path: Path) -> None:
    first, second = journal(tmp_path), journal(tmp_path)
    first.append(b"1")
    with refused("private.exists"):
        second.append(b"2")
    assert journal(tmp_path).entries() == [b"1"]


def test_what_a_crash_left_half_written_is_no_entry(tmp_path: Path) -> None:
    journal(tmp_path).append(b"0")
    (tmp_path / "journal" / ".000001.age.new").write_bytes(b"half")
    assert journal(tmp_path).entries() == [b"0"]
    journal(tmp_path).append(b"1")
    assert journal(tmp_path).entries() == [b"0", b"1"]
