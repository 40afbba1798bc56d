"""The public site on disk: only what changed is made, and the manifest is signed last.

Whoever makes the pages by themselves has no key of the log, and their site no manifest.

Pages can be made again from the board at any time, so that they are not forced to the disk one by
one as records are; a reader sees the old bytes of a file or the new ones.
"""

import hashlib
import re
from collections.abc import Hashable, Iterable, Mapping

from suffrage.adapters.public_folder import PublicFolder
from suffrage.site.files import SiteFile
from suffrage.site.manifest import MANIFEST, SITE, Manifest, sign_manifest
from suffrage.tlog.keys import Signer

__all__ = ["SiteFolder"]

_MOMENT = re.compile(rf"{SITE}[a-z]{{2}}/([^/]+)/at/([0-9]+)\.html")


class SiteFolder:
    """The ``site/`` of a public folder, with the key that signs its manifest, if it has one.

    Nobody else writes there: what lies in the folder is looked up once.
    """

    def __init__(self, folder: PublicFolder, signer: Signer | None) -> None:
        self._folder, self._signer = folder, signer
        self._keys: dict[str, Hashable] = {}
        self._sums: dict[str, str] = {}
        self._there = set(folder.under(SITE))

    def moments(self) -> Mapping[str, frozenset[int]]:
        """The sizes of the board that have a permanent page, by contest instance."""
        found: dict[str, set[int]] = {}
        for path in self._there:
            if page := _MOMENT.fullmatch(path):
                found.setdefault(page[1], set()).add(int(page[2]))
        return {instance: frozenset(sizes) for instance, sizes in found.items()}

    def write(self, files: Iterable[SiteFile], size: int) -> int:
        """Bring the site to these files, made from a board of that size; how many changed.

        Files that are no longer among them are removed. The first time all are made and compared
        with what is there; later only those whose key is another.
        """
        named = set[str]()
        changed = 0
        for file in files:
            named.add(file.path)
            if file.path in self._keys and self._keys[file.path] == file.key:
                continue
            changed += self._write(file)
        # A manifest that somebody else signed would no longer be true.
        kept = {MANIFEST} if self._signer else set()
        for path in self._there - named - kept:
            self._folder.remove(path)
            self._there.discard(path)
            self._keys.pop(path, None)
            self._sums.pop(path, None)
        if self._signer:
            sums = {path.removeprefix(SITE): digest for path, digest in self._sums.items()}
            manifest = Manifest(self._signer.name, size, sums)
            self._folder.replace(MANIFEST, sign_manifest(manifest, self._signer))
            self._there.add(MANIFEST)
        return changed

    def _write(self, file: SiteFile) -> bool:
        data = file.make()
        self._keys[file.path] = file.key
        self._there.add(file.path)
        digest = hashlib.sha256(data).hexdigest()
        if self._sums.get(file.path) == digest or self._folder.read(file.path) == data:
            self._sums[file.path] = digest
            return False
        self._folder.replace(file.path, data, durable=False)
        self._sums[file.path] = digest
        return True
