"""The signed list of the public site's files (``docs/spec/site.md``).

Pages are not computed again by whoever verifies: their hashes are compared with this list, which
the log's key signs. Its first line keeps it from being taken for a checkpoint.

>>> text = Manifest("vote.example.org/e/congress", 12, {"en/index.html": digest}).text
>>> parse_manifest(text).sums["en/index.html"] == digest
True
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.errors import Malformed
from suffrage.tlog.keys import Signer
from suffrage.tlog.note import sign_note

__all__ = ["MANIFEST", "SITE", "Manifest", "parse_manifest", "sign_manifest"]

SITE: Final = "site/"
MANIFEST: Final = "site/MANIFEST"
_FORMAT: Final = "suffrage-site/1"
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_PART = r"[0-9A-Za-z_@-][0-9A-Za-z._@-]*"
_LINE = re.compile(rf"([0-9a-f]{{64}})  ({_PART}(?:/{_PART})*)")
_HEAD: Final = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """The board's origin and size when the site was made; SHA-256 by path below ``site/``."""

    origin: str
    size: int
    sums: Mapping[str, str]

    @property
    def text(self) -> bytes:
        """What is signed."""
        lines = [_FORMAT, self.origin, str(self.size)]
        lines += [f"{digest}  {path}" for path, digest in sorted(self.sums.items())]
        return "".join(f"{line}\n" for line in lines).encode()


def parse_manifest(text: bytes) -> Manifest:
    """The manifest of a note's text.

    Raises ``Malformed("site.manifest")`` with the line that is not one, also where the lines are
    not sorted or name a path twice.
    """
    lines = text.decode("utf-8", "replace").split("\n")
    if lines[0] != _FORMAT or len(lines) <= _HEAD or lines[-1]:
        raise Malformed("site.manifest", line=1)
    if not _SIZE.fullmatch(lines[2]):
        raise Malformed("site.manifest", line=3)
    sums: dict[str, str] = {}
    before = ""
    for number, line in enumerate(lines[_HEAD:-1], _HEAD + 1):
        found = _LINE.fullmatch(line)
        if found is None or found[2] <= before or f"{SITE}{found[2]}" == MANIFEST:
            raise Malformed("site.manifest", line=number)
        before = found[2]
        sums[before] = found[1]
    return Manifest(lines[1], int(lines[2]), sums)


def sign_manifest(manifest: Manifest, signer: Signer) -> bytes:
    """The signed note; raises ``Malformed`` unless the text reads back as the same list."""
    if parse_manifest(manifest.text) != manifest:
        raise Malformed("site.manifest", line=0)
    return sign_note(manifest.text, [signer])
