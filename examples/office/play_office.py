"""Play an evening through a real office, and leave it running for whoever wants to look around.

``python play_office.py [--fast] [--out FOLDER] [--port PORT]`` starts ``suffrage serve`` over a
folder of its own (``build/office`` from the project's root), plays a small congress by real
requests – people, keys, roll, kits, phones, a telephone call, second readings, a dispute, a
certificate – checks the public folder with ``suffrage verify``, and prints the addresses and
throw-away accounts of every desk. ``--fast`` ends when the story does.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from after import certify, dispute, published, seat
from before import prepare
from kits import print_kits
from paper_evening import count, open_sections
from rich.console import Console
from rich.table import Table
from roll import commit, fix
from running import Office, started
from story import PEOPLE, SLUG, Story


def main() -> None:
    """Play, check, and wait."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--fast", action="store_true", help="end when the story does")
    parser.add_argument("--out", type=Path, default=Path("build/office"), help="where it lives")
    parser.add_argument("--port", type=int, default=8000, help="where it listens (loopback)")
    chosen = parser.parse_args()
    console = Console()
    shutil.rmtree(chosen.out, ignore_errors=True)
    with started(chosen.out, chosen.port, "2023-01-02T08:00:00Z") as office:
        office.command("convener", PEOPLE["convener"], "--name", "Convener")
        story = Story(office, console)
        play(story)
        verdict = check(story)
        if not chosen.fast:
            show(console, office)
            console.input("The office stays until you press Enter. ")
    sys.exit(verdict)


def play(story: Story) -> None:
    """The whole story."""
    prepare(story)
    story.at("2023-01-04T09:00:00Z", "the roll is imported, decided by a dated rule, and frozen")
    commit(story)
    story.at("2023-01-05T09:00:00Z", "the commission votes on the rules: three for, one against")
    fix(story)
    story.at("2023-01-11T09:00:00Z", "federations print their sections' kits")
    codes = {**print_kits(story, "62", 1), **print_kits(story, "75", 1)}
    count(story, open_sections(story, codes))
    dispute(story)
    certify(story)
    seat(story)


def check(story: Story) -> int:
    """What a stranger's program says of the public folder; its exit status."""
    published(story)
    policy = story.office.data / "policy.toml"
    policy.write_bytes(story.who("convener").fetch(story.desk("commission/policy.toml")))
    folder = story.office.data / "public" / SLUG
    command = [sys.executable, "-m", "suffrage.cli", "verify", str(folder), "--policy", str(policy)]
    story.console.print(f"suffrage verify {folder} --policy {policy}")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    story.console.print(done.stdout.strip().splitlines()[-1] if done.stdout else done.stderr)
    return done.returncode


def show(console: Console, office: Office) -> None:
    """Addresses and accounts; codes to sign in lie in the mail folder."""
    table = Table(title=f"Sign in at {office.url}/account/login/ – codes are in {office.data}/mail")
    table.add_column("Desk")
    table.add_column("Account")
    for role, address in PEOPLE.items():
        table.add_row(role, address)
    console.print(table)
    console.print(f"Public pages: {office.url}/e/{SLUG}/site/index.html")
    console.print("Keys that the story made are gone with it: look around, sign with new ones.")


if __name__ == "__main__":
    main()
