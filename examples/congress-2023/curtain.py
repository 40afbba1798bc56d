"""The last screen: the results, the check of every file, and one digit changed."""

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console, JustifyMethod, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from screen import percent

from suffrage.conduct.state import State
from suffrage.verify.evidence import Evidence
from suffrage.verify.files import HeldFiles
from suffrage.verify.folder import verify_folder
from suffrage.verify.policy import Policy, parse_policy
from suffrage.verify.report import Report
from suffrage.words import sentence

_SHOWN = 3
_FIGURES = ("round 1", "seats", "2: announced", "2: certified")


def last_screen(console: Console, state: State, out: Path) -> None:
    """Show the results, verify the folder, and let the verifier find one changed digit.

    Raises ``SystemExit`` when the folder does not verify, or the change is not noticed.
    """
    files = _read(out / "public")
    policy = parse_policy((out / "policy.toml").read_bytes())
    old = next(iter(sorted((out / "receipts").glob("abroad-1-*"))))
    receipt = Evidence("receipt", old.name, old.read_bytes())
    report = verify_folder(HeldFiles(files), policy, [receipt])
    if report.failures:
        raise SystemExit(f"the demo's own folder does not verify: {report.failures[0]}")
    console.print(Panel(_results(state), title="Congress 2023 (synthetic sections, real totals)"))
    console.print(Panel(_checked(report), title="Verified by software that only reads the folder"))
    console.print(Panel(_mutated(files, policy), title="One digit changed in one sheet"))
    command = f"suffrage verify {out / 'public'} --policy {out / 'policy.toml'}"
    console.print(f"Check every figure yourself:\n  .venv/bin/{command}", highlight=False)


def _results(state: State) -> Table:
    table = Table(box=None, expand=True)
    for column in ("", "first signatory", *_FIGURES):
        side: JustifyMethod = "right" if column in _FIGURES else "left"
        table.add_column(column, justify=side, no_wrap=True)
    first, second = state.certified["text"], state.certified["first-secretary"]
    announced = state.announced["first-secretary"]
    seats = state.seated["national-council"].seats
    for option in state.options["text"]:
        name = option.id
        in_round_2 = name in second.votes
        table.add_row(
            option.label,
            option.first_signatory,
            f"{first.votes[name]:,} {percent(first.votes[name], first.valid)}",
            str(seats[name]),
            f"{announced.votes[name]:,}" if in_round_2 else "",
            f"{second.votes[name]:,} {percent(second.votes[name], second.valid)}"
            if in_round_2
            else "",
        )
    ex_officio = state.seated["national-council"].ex_officio
    table.add_row("", "ex officio", "", str(ex_officio), "", "")
    return table


def _checked(report: Report) -> RenderableType:
    checked = report.checked
    said = " ".join(sentence(s.code, s.fields, "en") for s in report.statements)
    camps = ", ".join(one.name.partition(".")[0] for one in report.cosigned)
    return Text(
        f"{checked.records:,} records, {checked.signatures:,} signatures, "
        f"{checked.sheets:,} entries of sheets, {checked.ballots} online ballots with every "
        f"proof, {checked.rulings} rulings.\n"
        f"The board ends {report.phase} at {report.size:,} records; cosigned by {camps}.\n"
        f"An old receipt from abroad: {said}"
    )


def _mutated(files: Mapping[str, bytes], policy: Policy) -> RenderableType:
    """A copy in memory with one digit changed in the sheet of section 75-012."""
    path, data = next(
        (path, data)
        for path, data in sorted(files.items())
        if path.startswith("blob/") and b'"unit":"75-012"' in data and b'"to1":64' in data
    )
    changed = {**files, path: data.replace(b'"to1":64', b'"to1":94', 1)}
    found = verify_folder(HeldFiles(changed), policy).failures
    if not found:
        raise SystemExit("the change was not noticed")
    text = Text(f"Section 75-012: 64 votes for Texte 1 become 94 in {path[:20]}…\n")
    for failure in found[:_SHOWN]:
        said = sentence(failure.code, failure.fields, "en")
        text.append(f"{failure.code}", style="red")
        text.append(f" at {failure.place[:40]}: {said}\n")
    text.right_crop(1)
    return text


def _read(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
