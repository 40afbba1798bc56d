"""Writes ``vectors/log.json``: what a reader of the log must accept and refuse, in any language.

    python -m tests.support.vectors.log_vectors

Everything comes from fixed seeds, so a second run changes nothing. The codes are those of
``docs/spec/log.md``, written by hand; bytes are base64. The log is that whose entry i is
``{"seq":i}``.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from tests.support.tlog import LOG, WITNESSES, make_checkpoint, make_entries, make_tree
from tests.support.vectors.log_notes import key_cases, note_cases
from tests.support.vectors.log_records import canonical_cases, record_cases

from suffrage.tlog.bundles import encode_bundle
from suffrage.tlog.keys import format_key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.publishing import new_files
from suffrage.tlog.tiles import Tile

__all__ = ["TARGET", "content"]

TARGET: Final = Path(__file__).resolve().parents[3] / "vectors" / "log.json"
_ROOTS: Final = (*range(18), 255, 256, 257, 300, 70_000)
_FOLDER: Final = 300
_INCLUSION: Final = ((0, 1), (0, 2), (2, 3), (6, 7), (4, 8), (15, 16), (16, 17), (299, 300))
_CONSISTENCY: Final = ((1, 2), (2, 3), (3, 7), (4, 8), (6, 8), (7, 17), (256, 257), (257, 300))
_PATHS: Final = ((0, 0, 256), (0, 999, 1), (1, 1000, 255), (2, 1_234_067, 256), (63, 0, 9))


def content() -> bytes:
    """The bytes of the file."""
    tree = make_tree(max(_ROOTS))
    value = {
        "format": "suffrage-log-vectors/1",
        "source": "tests/support/vectors/log_vectors.py",
        "keys": key_cases(),
        "notes": list(note_cases()),
        "roots": [{"size": size, "root": _text(tree.root(size))} for size in _ROOTS],
        "leaves": [{"entry": _text(e), "leaf": _text(leaf_hash(e))} for e in (b"", b"\x00", b"a")],
        "inclusion": list(_inclusion()),
        "consistency": list(_consistency()),
        "paths": [
            {"level": level, "index": index, "width": width, "path": Tile(level, index, width).path}
            for level, index, width in _PATHS
        ],
        "bundles": list(_bundles()),
        "folder": _folder(),
        "canonical": canonical_cases(),
        "records": record_cases(),
    }
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _folder() -> dict[str, Any]:
    """The files of a small log with its key and two witnesses."""
    entries = make_entries(_FOLDER)
    tree = make_tree(_FOLDER)
    files = {f"log/{path}": data for path, data in new_files(tree, 0, entries)}
    files["log/checkpoint"] = make_checkpoint(tree)
    return {
        "size": _FOLDER,
        "root": _text(tree.root()),
        "key": format_key(LOG.key),
        "witnesses": [format_key(witness.key) for witness in WITNESSES[:2]],
        "files": {path: _text(data) for path, data in sorted(files.items())},
    }


def _inclusion() -> Iterator[dict[str, Any]]:
    for index, size in _INCLUSION:
        tree = make_tree(size)
        leaf, root = tree.read(0, index), tree.root()
        proof = tree.prove_inclusion(index)

        def case(
            note: str,
            expect: str,
            *,
            leaf: bytes = leaf,
            index: int = index,
            size: int = size,
            proof: Sequence[bytes] = proof,
            root: bytes = root,
        ) -> dict[str, Any]:
            return {
                "note": note,
                "leaf": _text(leaf),
                "index": index,
                "size": size,
                "proof": [_text(one) for one in proof],
                "root": _text(root),
                "expect": expect,
            }

        bad = "log.inclusion"
        yield case(f"leaf {index} of {size}", "ok")
        yield case("another leaf", bad, leaf=leaf_hash(b"other"))
        yield case("another root", bad, root=leaf_hash(b"other"))
        yield case("beyond the end", bad, index=size)
        yield case("before the start", bad, index=-1)
        yield case("a hash too many", bad, proof=(*proof, root))
        yield case("a short hash", "log.hash", proof=(*proof, root[:31]))
        yield case("a short root", "log.hash", root=root[:31])
        if proof:
            yield case("a hash too few", bad, proof=proof[:-1])
            yield case("a changed hash", bad, proof=(leaf_hash(b"other"), *proof[1:]))
            yield case("a neighbour's place", bad, index=index ^ 1)
        if len(proof) > 1:
            yield case("hashes in another order", bad, proof=proof[::-1])


def _consistency() -> Iterator[dict[str, Any]]:
    whole = make_tree(_FOLDER)
    for old, size in _CONSISTENCY:
        old_root, root = whole.root(old), whole.root(size)
        proof = whole.prove_consistency(old, size)

        def case(
            note: str,
            expect: str,
            *,
            old: int = old,
            old_root: bytes = old_root,
            size: int = size,
            root: bytes = root,
            proof: Sequence[bytes] = proof,
        ) -> dict[str, Any]:
            return {
                "note": note,
                "old": old,
                "old_root": _text(old_root),
                "size": size,
                "root": _text(root),
                "proof": [_text(one) for one in proof],
                "expect": expect,
            }

        bad = "log.consistency"
        yield case(f"{old} to {size}", "ok")
        yield case("the same tree", "ok", old=size, old_root=root, proof=())
        yield case("from nothing", "ok", old=0, old_root=whole.root(0), proof=())
        yield case("the same size, another root", bad, old=size, proof=())
        yield case("from nothing, another root", bad, old=0, proof=())
        yield case("no proof", bad, proof=())
        yield case("backwards", bad, old=size, old_root=root, size=old, root=old_root)
        yield case("another old root", bad, old_root=leaf_hash(b"other"))
        yield case("another root", bad, root=leaf_hash(b"other"))
        yield case("a hash too many", bad, proof=(*proof, root))
        yield case("a hash too few", bad, proof=proof[:-1])
        yield case("a changed hash", bad, proof=(*proof[:-1], leaf_hash(b"other")))
        yield case("a short hash", "log.hash", proof=(proof[0][:31], *proof[1:]))


def _bundles() -> Iterator[dict[str, Any]]:
    good = [b"", b"a", bytes(300)]
    data = encode_bundle(good)

    def case(note: str, data: bytes, width: int, expect: str) -> dict[str, Any]:
        entries = [_text(one) for one in good] if expect == "ok" else []
        parts = {"note": note, "data": _text(data), "width": width}
        return {**parts, "entries": entries, "expect": expect}

    yield case("three entries", data, 3, "ok")
    yield case("one entry too few", data, 4, "log.bundle")
    yield case("one entry too many", data, 2, "log.bundle")
    yield case("cut within an entry", data[:-1], 3, "log.bundle")
    yield case("cut within a length", data[:1], 1, "log.bundle")
    yield case("nothing", b"", 1, "log.bundle")


if __name__ == "__main__":
    TARGET.write_bytes(content())
