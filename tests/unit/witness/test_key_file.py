"""A witness's private key as a file."""

import pytest
from tests.support.refusals import refused
from tests.support.tlog import LOG, WITNESSES

from suffrage.witness.key_file import read_signer, write_signer


def test_it_reads_back() -> None:
    for signer in WITNESSES:
        assert read_signer(write_signer(signer)) == signer


GOOD = write_signer(WITNESSES[0])


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        GOOD[:-1],
        GOOD + b"\n",
        GOOD.replace(b"PRIVATE+KEY+", b""),
        GOOD.replace(b"w1", b"w2"),
        GOOD.replace(b"witness", b"\xff"),
        GOOD.replace(b"BAEB", b"B!EB"),
        write_signer(LOG),
        b"PRIVATE+KEY+a+00000000+BA==\n",
    ],
)
def test_anything_else_is_refused_and_says_nothing_of_it(broken: bytes) -> None:
    with refused("witness.key-file") as caught:
        read_signer(broken)
    assert caught.value.fields == {}
    assert caught.value.__cause__ is None
