"""Verify the demo's public folder, beside the signatures and hashes that it cannot do without.

Needs ``build/demo/public`` (``make demo``); says so and stops where it is absent.
Run ``python benches/demo.py [ROUNDS [FOLDER]]``.
"""

import hashlib
import sys
from pathlib import Path

from suffrage.board.signature import check_signature, key_of, signer
from suffrage.verify import HeldFiles, Report, parse_policy, verify_folder
from timing import Line, median_ms, print_table

DEMO = Path(__file__).resolve().parent.parent / "build" / "demo"


def read(folder: Path) -> dict[str, bytes]:
    """Every file by its path."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def floor(files: dict[str, bytes], signatures: int) -> None:
    """The same number of signature checks, and the hash of every byte."""
    seed, message = bytes(32), bytes(400)
    key, sig = key_of(seed), signer(seed)(message).hex()
    for _ in range(signatures):
        check_signature(key, message, sig, role="bench")
    for data in files.values():
        hashlib.sha256(data).digest()


def main(rounds: str = "3", folder: str = str(DEMO)) -> None:
    """Print the table."""
    demo, number = Path(folder), int(rounds)
    if not (demo / "public" / "about.json").is_file():
        print("The demo's folder is absent: run `make demo` first")
        return
    policy = parse_policy((demo / "policy.toml").read_bytes())
    files = read(demo / "public")

    def verify(given: dict[str, bytes]) -> Report:
        return verify_folder(HeldFiles(given), policy)

    report = verify(files)
    ours = median_ms(lambda: files, verify, number)
    theirs = median_ms(lambda: files, lambda x: floor(x, report.checked.signatures), number)
    checked = report.checked
    title = f"{checked.files} files, {checked.records} records, {checked.ballots} online ballots"
    print_table(title, number, [Line("verify", ours, "signatures and hashes alone", theirs)])
    if report.exit_code:
        print("This folder does not verify, so that less was checked: run `make demo` again")


if __name__ == "__main__":
    main(*sys.argv[1:])
