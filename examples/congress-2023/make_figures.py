"""Write the demo's figures again: ``python make_figures.py [FOLDER]`` (default: ``data/`` here)."""

import sys
from pathlib import Path

from figures import make_figures, read_departments, write_files

HERE = Path(__file__).resolve().parent


def main(folder: Path) -> None:
    """Write every made file into ``folder``; hand-written files there are left alone."""
    departments = read_departments((HERE / "departments.csv").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in write_files(make_figures(departments)).items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "data")
