"""``suffrage count`` as a person runs it, beside a bare addition of the same file.

The Rhône's 1,287 stations where the shared material is present, else Brest's 78. Figure to
reach: 5 seconds. Run ``python benches/count.py [ROUNDS]``.
"""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import Line, median_ms, print_table

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SUFFRAGE_SHARED", ROOT.parent / "shared")) / "data"
RHONE = ("rhone", SHARED, "fr_rhone_pres2017_bureaux_t1.csv")
BREST = ("brest", ROOT / "tests/data/brest", "fr_brest_leg2022_circo2_bureaux_t1.csv")
LIMIT_MS = 5_000
ADD = "import csv, sys; print(sum(int(r['exprimes']) for r in csv.DictReader(open(sys.argv[1]))))"


def main(rounds: int = 3) -> None:
    """Print the table, and whether the figure is reached."""
    name, source, file = RHONE if (SHARED / RHONE[2]).is_file() else BREST
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copy(ROOT / "tests/data" / name / "round1.toml", folder)
        shutil.copy(source / file, folder)
        with (folder / file).open(encoding="utf-8", newline="") as text:
            stations = sum(1 for _ in csv.DictReader(text))
        count = [sys.executable, "-m", "suffrage.cli", "count", "round1.toml", file, "--out"]
        add = [sys.executable, "-c", ADD, file]
        outs = (str(number) for number in range(1_000))

        def run(command: list[str]) -> None:
            subprocess.run(command, cwd=folder, check=True, capture_output=True)

        ours = median_ms(lambda: [*count, next(outs)], run, rounds)
        theirs = median_ms(lambda: add, run, rounds)
    line = Line("count and publish", ours, "one column added, unchecked", theirs)
    print_table(f"{name}, {stations} stations", rounds, [line])
    print(f"figure: {LIMIT_MS} ms, {'reached' if ours < LIMIT_MS else 'MISSED'}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
