"""Play the congress of January 2023: from the frozen definition to the ratified result.

``python play.py [--fast] [--night] [--out FOLDER]`` leaves the public folder, the policy and
receipts in the folder (``build/demo`` from the project's root), and prints the command that
checks them. ``--night`` makes the public pages as well, and serves them while it plays.
"""

import argparse
import io
import re
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from abroad import ballots_of, close, first_days, vote
from curtain import last_screen
from first_round import first_round
from live_site import LiveSite, served
from opening import open_congress
from receipts import write_receipts
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from screen import Screen
from second_round import second_round
from stage import CAMPS, Stage, instant
from tables import rows_by_code

from suffrage.adapters.spread import over_processes


def main() -> None:
    """Play, then say how to check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--fast", action="store_true", help="leave the pauses out")
    parser.add_argument("--night", action="store_true", help="make and serve the public pages")
    parser.add_argument("--out", type=Path, default=Path("build/demo"), help="where to write")
    parser.add_argument("--picture", type=Path, help="also draw the last screen as SVG")
    chosen = parser.parse_args()
    console = Console()
    shutil.rmtree(chosen.out, ignore_errors=True)
    chosen.out.mkdir(parents=True)
    with over_processes(len(CAMPS)) as spread, ExitStack() as stack:
        with Screen(console, fast=chosen.fast) as screen:
            stage = Stage(chosen.out, screen, spread)
            if chosen.night:
                stage.published = LiveSite(stage.public, stage.policy, stage.log).update
                address = stack.enter_context(served(stage.public))
                console.print(f"The night's pages: {address}")
                screen.pause(5)
            play(stage)
        last_screen(console, stage)
        if chosen.picture:
            draw(chosen.picture, lambda drawn: last_screen(drawn, stage))
        if chosen.night and not chosen.fast:
            console.input("The pages stay until you press Enter. ")


def draw(path: Path, show: Callable[[Console], None]) -> None:
    """What a screen shows, as an SVG that loads nothing from anywhere."""
    console = Console(record=True, width=104, file=io.StringIO(), force_terminal=True)
    show(console)
    template = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    svg = console.export_svg(title="make demo", code_format=template, unique_id="demo")
    path.write_text(svg, encoding="utf-8")


def play(stage: Stage) -> None:
    """The whole story."""
    keys = open_congress(stage)
    run, old = first_days(stage, keys)
    write_receipts(stage, "abroad", 1)
    figures = rows_by_code("round1.csv")["FDFE-000"]
    counts = [int(figures[name]) for name in ("blank", "to1", "to2", "to3")]
    trackers = vote(stage, run, ballots_of(*counts))
    stage.at = instant("2023-01-12T16:00:00")
    close(stage, run)
    stage.publish()
    receipts = write_receipts(stage, "abroad", 2)
    stage.screen.say(
        stage.at, f"box closed: {len(trackers)} ballots, {len(receipts)} receipts; {len(old)} void"
    )
    first_round(stage, run)
    second_round(stage, run.sent)


if __name__ == "__main__":
    main()
