"""A log of 70,000 entries: grown, written as tiles, checked file by file, proved.

Beside each figure stands its floor, the bare SHA-256 calls of the same tree; and, where a Go
tool chain is present, ``golang.org/x/mod/sumdb`` over the same files.
Run ``python benches/log.py [ROUNDS]``.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from suffrage.tlog.bundles import decode_bundle
from suffrage.tlog.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from suffrage.tlog.keys import PLAIN, Signer, format_key
from suffrage.tlog.merkle import leaf_hash, verify_inclusion
from suffrage.tlog.publishing import check_file, check_tree, new_files
from suffrage.tlog.tiles import ENTRIES, tiles_of
from suffrage.tlog.tree import Tree
from timing import Line, median_ms, print_table

SIZE, PROOFS = 70_000, 1_000
LOG = Signer("vote.example.org/bench", PLAIN, bytes(range(32)))
CHECKER = Path(__file__).resolve().parent.parent / "tests" / "interop" / "go"
Files = dict[str, bytes]


def entries() -> list[bytes]:
    """Entries of 200 bytes, like the record of a sheet."""
    return [b'{"seq":%06d,"fill":"' % i + b"x" * 179 + b'"}' for i in range(SIZE)]


def grow(rows: list[bytes]) -> Tree:
    """The tree over the entries."""
    return Tree(map(leaf_hash, rows))


def bare_hashes(rows: list[bytes]) -> None:
    """As many SHA-256 calls as the tree has nodes, over inputs of the same lengths."""
    sha256 = hashlib.sha256
    for row in rows:
        sha256(b"\x00" + row).digest()
    left, right = bytes(32), bytes(32)
    for _ in range(len(rows) - 1):
        sha256(b"\x01" + left + right).digest()


def publish(rows: list[bytes], tree: Tree) -> Files:
    """The log as files, checkpoint included."""
    files = dict(new_files(tree, 0, rows))
    files["checkpoint"] = sign_checkpoint(Checkpoint(LOG.name, tree.size, tree.root()), LOG)
    return files


def verify(files: Files) -> None:
    """Everything again from the files: entries, tree, each tile, the signed root."""
    opened = open_checkpoint(files["checkpoint"], [LOG.key])
    rows: list[bytes] = []
    for tile in tiles_of(opened.checkpoint.size):
        if tile.level == ENTRIES:
            rows += decode_bundle(files[tile.path], tile.width)
    tree = grow(rows)
    check_tree(opened.checkpoint, tree)
    for path, data in files.items():
        if path != "checkpoint":
            check_file(path, data, tree, rows)


def prove(tree: Tree, rows: list[bytes], proofs: int) -> None:
    """Inclusion proofs of so many entries, each made and checked."""
    root = tree.root()
    for index in range(0, SIZE, SIZE // proofs):
        proof = tree.prove_inclusion(index)
        verify_inclusion(leaf_hash(rows[index]), index, SIZE, proof, root)


def climb(rows: list[bytes]) -> None:
    """The hashes of these checks alone, seventeen levels each."""
    for index in range(0, SIZE, SIZE // PROOFS):
        node = hashlib.sha256(b"\x00" + rows[index]).digest()
        for _ in range(17):
            node = hashlib.sha256(b"\x01" + node + node).digest()


def go_ms(files: Files, tree: Tree) -> float | None:
    """How long Go's own packages take to prove and check every entry from the files.

    ``None`` without a tool chain.
    """
    go = shutil.which("go")
    if go is None:
        return None
    with tempfile.TemporaryDirectory() as place:
        program, folder = Path(place) / "tlogcheck", Path(place) / "public"
        built = subprocess.run([go, "build", "-o", program, "."], cwd=CHECKER, check=False)
        if built.returncode:
            return None
        for path, data in files.items():
            (folder / "log" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "log" / path).write_bytes(data)
        root = base64.b64encode(tree.root()).decode()
        command = [str(program), str(folder), format_key(LOG.key), f"{SIZE}={root}"]

        def run(given: list[str]) -> None:
            subprocess.run(given, check=True, capture_output=True)

        took: float = median_ms(lambda: command, run, 1)
        return took


def main(rounds: int = 5) -> None:
    """Print the table."""
    rows = entries()
    tree = grow(rows)
    files = publish(rows, tree)
    floor = median_ms(lambda: rows, bare_hashes, rounds)
    lines = [
        Line("append", median_ms(lambda: rows, grow, rounds), "SHA-256 alone", floor),
        Line(
            f"write {len(files)} files, in memory",
            median_ms(lambda: tree, lambda given: publish(rows, given), rounds),
            "SHA-256 alone",
            floor,
        ),
        Line("verify all files", median_ms(lambda: files, verify, rounds), "SHA-256 alone", floor),
        Line(
            f"{PROOFS} proofs, made and checked",
            median_ms(lambda: tree, lambda given: prove(given, rows, PROOFS), rounds),
            "SHA-256 alone",
            median_ms(lambda: rows, climb, rounds),
        ),
    ]
    go = go_ms(files, tree)
    if go is None:
        print("Go is absent, or cannot build tests/interop/go: its time is left out")
    else:
        ours = median_ms(lambda: tree, lambda given: prove(given, rows, SIZE), 1)
        lines.append(Line(f"{SIZE} proofs, one run", ours, "Go's sumdb, from the files", go))
    print_table(f"Log of {SIZE} entries", rounds, lines)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
