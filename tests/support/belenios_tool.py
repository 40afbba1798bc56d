"""Debian's ``belenios-tool`` 2.0 (2022), a program that we did not write, as judge and as maker.

It knows version 1 in the two 2048-bit groups. Beside release 3.3 it differs in what no archive
shows: its private credentials are ``XXX-XXX-XXX-XXX-XXX`` with a check digit, and their exponents
come from PBKDF2. So each side casts with credentials of its own, and everything else is shared.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

__all__ = ["NEEDED", "ToolBox", "run", "verdict"]

TOOL = shutil.which("belenios-tool")
NEEDED = [
    pytest.mark.known_answer,
    pytest.mark.skipif(
        TOOL is None, reason="belenios-tool is absent: apt-get install belenios-tool"
    ),
]


def run(folder: Path, *command: str, given: bytes = b"") -> bytes:
    """What a command prints in this folder; raises ``CalledProcessError`` when it fails."""
    asked = subprocess.run(
        [str(TOOL), *command],
        cwd=folder,
        input=given,
        capture_output=True,
        check=True,
        env={**os.environ, "BELENIOS_USE_URANDOM": "1"},
    )
    return asked.stdout


def verdict(folder: Path, uuid: str, archive: bytes) -> bool:
    """Whether its verifier accepts an archive."""
    folder.mkdir(exist_ok=True)
    (folder / f"{uuid}.bel").write_bytes(archive)
    asked = subprocess.run(
        [str(TOOL), "election", "verify"], cwd=folder, capture_output=True, check=False
    )
    accepted = asked.stderr.endswith(b"all checks passed\n")
    assert accepted == (asked.returncode == 0), asked.stderr
    return accepted


@dataclass
class ToolBox:
    """An election that the tool makes by itself, in a folder; ``voters`` as in its voters' file."""

    folder: Path
    template: Mapping[str, object]
    voters: tuple[str, ...]
    group: str = "BELENIOS-2048"
    trustees: int = 2

    def __post_init__(self) -> None:
        self.uuid = run(self.folder, "setup", "generate-token").decode().strip()
        common = ("--uuid", self.uuid, "--group", self.group)
        (self.folder / "voters.txt").write_text("\n".join(self.voters) + "\n")
        run(self.folder, "setup", "generate-credentials", *common, "--file", "voters.txt")
        (public,) = self.folder.glob("*.pubcreds")
        public.rename(self.folder / "public_creds.json")
        (private,) = self.folder.glob("*.privcreds")
        self.credentials = [line.split()[-1] for line in private.read_text().splitlines()]
        for _ in range(self.trustees):
            run(self.folder, "setup", "generate-trustee-key", "--group", self.group)
        keys = b"".join(path.read_bytes() for path in self.public_keys())
        (self.folder / "public_keys.jsons").write_bytes(keys)
        run(self.folder, "setup", "make-trustees")
        (self.folder / "template.json").write_bytes(msgspec.json.encode(self.template))
        run(self.folder, "setup", "make-election", *common, "--template", "template.json")
        run(self.folder, "archive", "init")

    def public_keys(self) -> list[Path]:
        """The public key files, in the order of the trustees."""
        return sorted(self.folder.glob("*.pubkey"))

    def private_keys(self) -> list[Path]:
        """The private key files, in the order of the trustees."""
        return [path.with_suffix(".privkey") for path in self.public_keys()]

    def archive(self) -> bytes:
        """The archive as it stands."""
        return (self.folder / f"{self.uuid}.bel").read_bytes()

    def add(self, kind: str, record: bytes = b"") -> None:
        """Appends an event."""
        run(self.folder, "archive", "add-event", f"--type={kind}", given=record)

    def cast(self, voter: int, choices: list[list[int]]) -> None:
        """A ballot of a voter, counted from 0."""
        (self.folder / "credential").write_text(self.credentials[voter])
        (self.folder / "choices").write_bytes(msgspec.json.encode(choices))
        made = ("election", "generate-ballot", "--privcred", "credential", "--ballot", "choices")
        self.add("Ballot", run(self.folder, *made))

    def close(self) -> None:
        """No more ballots; the encrypted tally."""
        self.add("EndBallots")
        self.add("EncryptedTally", run(self.folder, "election", "compute-encrypted-tally"))

    def decrypt(self, owner: int, key: Path) -> bytes:
        """The partial decryption of a trustee, counted from 1."""
        given = ("--privkey", str(key), "--trustee-id", str(owner))
        return run(self.folder, "election", "decrypt", *given)

    def finish(self) -> None:
        """All partial decryptions and the result."""
        for owner, key in enumerate(self.private_keys(), 1):
            self.add("PartialDecryption", self.decrypt(owner, key))
        self.add("Result", run(self.folder, "election", "compute-result"))
