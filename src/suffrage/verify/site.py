"""The public site: every file is the one that the log's key listed, and none is left out."""

import hashlib

from suffrage.errors import Inconsistent, Malformed
from suffrage.site.manifest import MANIFEST, SITE, Manifest, parse_manifest
from suffrage.tlog.keys import Key
from suffrage.tlog.note import open_note
from suffrage.verify.findings import Findings
from suffrage.verify.source import Source

__all__ = ["check_site"]


def check_site(source: Source, key: Key | None, size: int, findings: Findings) -> int:
    """How many files of the site are as the manifest says; 0 where there is no site.

    ``size`` is the board's: a manifest cannot name a longer one. Codes: what opening a note
    raises, ``site.manifest``, ``site.board``, ``site.hash``, ``folder.missing``. A file that is
    not listed stays for the search for strays.
    """
    if not source.under(SITE):
        return 0
    note = source.take(MANIFEST)
    if note is None or key is None:
        return 0
    manifest: Manifest | None = None
    with findings.at(MANIFEST):
        manifest = parse_manifest(open_note(note, [key]).text)
        if manifest.origin != key.name or manifest.size > size:
            raise Inconsistent("site.board", origin=manifest.origin, size=manifest.size)
    if manifest is None:
        return 0
    return sum(
        _holds(source, SITE + path, digest, findings) for path, digest in manifest.sums.items()
    )


def _holds(source: Source, path: str, digest: str, findings: Findings) -> bool:
    data = source.take(path)
    if data is None:
        return False
    with findings.at(path):
        if hashlib.sha256(data).hexdigest() != digest:
            raise Malformed("site.hash", path=path)
        return True
    return False
