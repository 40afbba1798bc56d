"""One run of an online box: its members by hash, and what its events say (``.bel``, a tar)."""

import hashlib
import json
from typing import Any

from tests.support.recompute.differs import require
from tests.support.recompute.public import Public

__all__ = ["Archive"]

_BLOCK = 512


class Archive:
    """The members of an archive, each of which has the hash that is its name."""

    def __init__(self, public: Public, box: str, run: int) -> None:
        self._members: dict[str, bytes] = {}
        data, at = public.read(f"box/{box}-{run}.bel"), 0
        while at < len(data):
            name = data[at : at + 100].rstrip(b"\0").decode()
            length = int(data[at + 124 : at + 135], 8)
            at += _BLOCK
            self._add(name, data[at : at + length])
            at += -(-length // _BLOCK) * _BLOCK

    def _add(self, name: str, data: bytes) -> None:
        digest = name.partition(".")[0]
        if digest == "BELENIOS":
            return
        require(hashlib.sha256(data).hexdigest() == digest, "archive", name)
        self._members[digest] = data

    def json(self, digest: str) -> Any:
        """The member of that hash."""
        require(digest in self._members, "archive lacks", digest)
        return json.loads(self._members[digest])

    def counts(self, digest: str) -> list[int]:
        """The counts of the only question in a result: blank first, then the options."""
        ((*counts,),) = self.json(digest)["result"]
        return [int(count) for count in counts]
