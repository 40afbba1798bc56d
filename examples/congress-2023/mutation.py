"""The check, and one digit changed: the verifier names the sheet."""

from pathlib import Path

from rich.console import Console

from suffrage.verify.files import HeldFiles
from suffrage.verify.folder import verify_folder
from suffrage.verify.policy import parse_policy
from suffrage.words import sentence


def show_mutation(console: Console, folder: Path, policy_path: Path) -> None:
    """Verify the folder, then a copy in memory in which one digit of one sheet differs."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    policy = parse_policy(policy_path.read_bytes())
    report = verify_folder(HeldFiles(files), policy)
    if report.failures:
        raise SystemExit(f"the demo's own folder does not verify: {report.failures[0]}")
    console.print(
        f"\n[green]Verified:[/] {report.checked.records:,} records, "
        f"{report.checked.sheets:,} sheets, {report.checked.ballots} online ballots."
    )
    path, data = _one_sheet(files)
    changed = data.replace(b'"to1":', b'"to1":1', 1)
    broken = verify_folder(HeldFiles({**files, path: changed}), policy)
    console.print(f"One digit more in {path[:16]}…:")
    for failure in broken.failures[:3]:
        said = sentence(failure.code, failure.fields, "en")
        console.print(f"  [red]{failure.code}[/] at {failure.place}: {said}", highlight=False)
    if not broken.failures:
        raise SystemExit("the change was not noticed")
    command = f"suffrage verify {folder} --policy {policy_path}"
    console.print(f"\nCheck it yourself:\n  .venv/bin/{command}", highlight=False)


def _one_sheet(files: dict[str, bytes]) -> tuple[str, bytes]:
    return next(
        (path, data)
        for path, data in sorted(files.items())
        if path.startswith("blob/") and b'"unit":"75-012"' in data and b'"votes":' in data
    )
