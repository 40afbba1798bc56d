"""Debian's ``belenios-tool`` and our shuffles: each accepts the other's, and refuses tampered ones.

In the group of 2048 bits whose elements hold numbers; the tool of that release knows no Ed25519.
"""

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support.mixed_box import RANKS, MixedBox, edited
from tests.support.online_box import chain
from tests.support.refusals import refused

from suffrage.belenios.verify import verify_archive

TOOL = shutil.which("belenios-tool")
pytestmark = [
    pytest.mark.known_answer,
    pytest.mark.skipif(
        TOOL is None, reason="belenios-tool is absent: apt-get install belenios-tool"
    ),
]


def tool(folder: Path, *command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(TOOL), *command, "--dir", str(folder)], input=given, capture_output=True, check=False
    )


@cache
def box() -> MixedBox:
    made = MixedBox(questions=(RANKS,), group="RFC-3526-2048", voters=2)
    for voter, ranks in enumerate([[1, 2, 255], [0, 3, 3]]):
        made.cast(voter, [ranks])
    return made


def test_they_accept_our_shuffles(tmp_path: Path) -> None:
    (tmp_path / f"{box().uuid}.bel").write_bytes(box().archive())
    verdict = tool(tmp_path, "election", "verify")
    assert (verdict.returncode, verdict.stderr[-18:]) == (0, b"all checks passed\n")


def swap(fields: Any) -> None:
    fields["ciphertexts"][0].reverse()


def add_one(fields: Any) -> None:
    responses = fields["proofs"][0][1]
    responses[4][1] = str(int(responses[4][1]) + 1)


def repeat(fields: Any) -> None:
    fields["ciphertexts"][0][1] = fields["ciphertexts"][0][0]


@pytest.mark.parametrize("change", [swap, add_one, repeat])
def test_both_refuse_tampered_shuffles(tmp_path: Path, change: Callable[[Any], None]) -> None:
    tally = box().tally()
    shuffle = box().shuffle(tally, [], 1)
    for records, right in ((shuffle.records, True), (edited(shuffle, change), False)):
        steps = [*box().open_records(), ("EndBallots", ()), ("EncryptedTally", tally.records)]
        archive = chain([*steps, ("Shuffle", records)])
        (tmp_path / f"{box().uuid}.bel").write_bytes(archive)
        assert (tool(tmp_path, "election", "verify").returncode == 0) is right
        if right:
            verify_archive(archive)
            continue
        with refused("bel.shuffle", owner=1, question=0):
            verify_archive(archive)


def test_we_accept_their_shuffles(tmp_path: Path) -> None:
    file = tmp_path / f"{box().uuid}.bel"
    steps = [*box().open_records(), ("EndBallots", ())]
    file.write_bytes(chain([*steps, ("EncryptedTally", box().tally().records)]))
    for owner in (1, 2):
        made = tool(tmp_path, "election", "shuffle", f"--trustee-id={owner}")
        assert made.returncode == 0, made.stderr
        added = tool(tmp_path, "archive", "add-event", "--type=Shuffle", given=made.stdout)
        assert added.returncode == 0, added.stderr
    assert tool(tmp_path, "archive", "add-event", "--type=EndShuffles").returncode == 0
    report = verify_archive(file.read_bytes())
    assert (report.phase, [one.owner for one in report.shuffles]) == ("tallied", [1, 2])
