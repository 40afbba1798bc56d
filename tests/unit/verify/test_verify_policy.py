"""The policy file: read strictly, written as it is read."""

import pytest
from tests.support.folders import paper

from suffrage.errors import Malformed
from suffrage.tlog.keys import COSIGNER, PLAIN, Signer, format_key
from suffrage.verify import parse_policy, write_policy

POLICY = write_policy(paper()[1])
ORIGIN = "vote.example.org/e/congress"


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(Malformed) as caught:
        parse_policy(data)
    return caught.value.code, caught.value.at


def test_a_policy_is_read_as_it_was_written() -> None:
    policy = parse_policy(POLICY)
    assert policy == paper()[1]
    assert write_policy(policy) == POLICY
    assert policy.log.name == policy.origin == ORIGIN
    assert len(policy.witness_keys) == policy.witnesses.quorum == 2


def test_a_key_name_with_quotes_survives() -> None:
    policy = paper()[1]
    signer = Signer('w"\\1', COSIGNER, bytes(32))
    text = POLICY.decode().replace(
        f'to1 = "{policy.witnesses.keys["to1"]}"', f"to1 = '{format_key(signer.key)}'"
    )
    read = parse_policy(text.encode())
    assert parse_policy(write_policy(read)) == read


def test_witnesses_may_be_absent() -> None:
    short = POLICY[: POLICY.index(b"\n[witnesses]")]
    assert parse_policy(short).witnesses.quorum == 0


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("suffrage-policy = 1", "suffrage-policy = 2", "canonical.shape", "suffrage-policy"),
        ("suffrage-policy = 1\n", "", "canonical.shape", ""),
        ("suffrage-policy = 1", "suffrage-policy = 1\nmore = 1", "canonical.shape", ""),
        ("origin = ", "origin ", "trust.file", ""),
        ("origin = ", 'origin = "twice"\norigin = ', "trust.file", ""),
        ('definition = "', 'definition = "XY', "canonical.shape", "definition"),
        (f'origin = "{ORIGIN}"', 'origin = "elsewhere"', "trust.key", "log_key"),
        ("quorum = 2", "quorum = 3", "trust.quorum-keys", "witnesses.quorum"),
        ("quorum = 2", "quorum = -1", "canonical.shape", "witnesses.quorum"),
        ("to1 = ", "TO1 = ", "canonical.shape", "witnesses.keys"),
        (f'log_key = "{ORIGIN}+', 'log_key = "other+', "note.key_id", "log_key"),
    ],
)
def test_every_fault_has_its_place(old: str, new: str, code: str, at: str) -> None:
    text = POLICY.decode()
    assert old in text
    assert refused(text.replace(old, new).encode()) == (code, at)


def test_each_key_stands_once_and_in_its_role() -> None:
    policy = paper()[1]
    first, second = policy.witnesses.keys.values()
    twice = POLICY.decode().replace(second, first)
    assert refused(twice.encode()) == ("trust.key-twice", "witnesses.keys")
    plain = format_key(Signer("w", PLAIN, bytes(32)).key)
    wrong = POLICY.decode().replace(second, plain)
    assert refused(wrong.encode()) == ("trust.key", "witnesses.keys.to2")


@pytest.mark.parametrize("data", [b"\xff", b"x" * 70_000, b"a = [" * 5000])
def test_what_is_no_toml_is_refused(data: bytes) -> None:
    assert refused(data)[0] == "trust.file"
