"""Receipts: each online voter gets one file that proves, for ever, that the ballot is recorded."""

from pathlib import Path

from stage import Stage

from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Record
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.proof import Proof, encode_proof
from suffrage.tlog.tree import Tree


def write_receipts(stage: Stage, box: str, run: int) -> list[Path]:
    """One ``.tlog-proof`` a ballot of a run, under the checkpoint that was published last."""
    entries = stage.store.entries(0)
    tree = Tree(map(leaf_hash, entries))
    folder = stage.out / "receipts"
    folder.mkdir(exist_ok=True)
    written = []
    for index, entry in enumerate(entries):
        head = Record.parse(entry).head
        if not isinstance(head, OnlineEvent) or (head.box, head.run) != (box, run):
            continue
        if head.type == "Ballot":
            proof = Proof(index, tree.prove_inclusion(index), stage.checkpoint, entry)
            path = folder / f"{box}-{run}-{head.height:03}.tlog-proof"
            path.write_bytes(encode_proof(proof))
            written.append(path)
    return written
