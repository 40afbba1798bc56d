"""The last screen: the results, the check of every file, and one digit changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console, JustifyMethod, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from screen import percent
from stage import Stage

from suffrage.conduct.state import State
from suffrage.verify.evidence import Evidence
from suffrage.verify.files import HeldFiles
from suffrage.verify.findings import Failure
from suffrage.verify.folder import verify_folder
from suffrage.verify.policy import parse_policy
from suffrage.verify.report import Checked, Statement
from suffrage.words import sentence

_SHOWN = 3
_FIGURES = ("round 1", "seats", "2: announced", "2: certified")


@dataclass(frozen=True)
class _Case:
    """A folder to verify under a policy: as it is, with a receipt, or with one file changed."""

    public: Path
    policy: Path
    receipt: Path | None = None
    changed: Mapping[str, bytes] = field(default_factory=dict)


def last_screen(console: Console, stage: Stage) -> None:
    """Show the results, verify the folder, and let the verifier find one changed digit.

    Both verifications go on at once. Raises ``SystemExit`` when the folder does not verify, or
    the change is not noticed.
    """
    public, policy = stage.public, stage.policy
    old = next(iter(sorted((stage.out / "receipts").glob("abroad-1-*"))))
    path, changed = _one_digit(public)
    cases = [_Case(public, policy, old), _Case(public, policy, changed={path: changed})]
    report, found = stage.spread(_verified, cases)
    if report.failures:
        raise SystemExit(f"the demo's own folder does not verify: {report.failures[0]}")
    if not found.failures:
        raise SystemExit("the change was not noticed")
    results = _results(stage.state)
    console.print(Panel(results, title="Congress 2023 (synthetic sections, real totals)"))
    console.print(Panel(_checked(report), title="Verified by software that only reads the folder"))
    console.print(Panel(_noticed(path, found), title="One digit changed in one sheet"))
    command = f"suffrage verify {public} --policy {policy}"
    console.print(f"Check every figure yourself:\n  .venv/bin/{command}", highlight=False)


@dataclass(frozen=True)
class _Verdict:
    """What the last screen shows of a report."""

    failures: tuple[Failure, ...]
    statements: tuple[Statement, ...]
    checked: Checked
    cosigned: tuple[str, ...]
    phase: str
    size: int


def _verified(case: _Case) -> _Verdict:
    paths = (path for path in case.public.rglob("*") if path.is_file())
    files = {path.relative_to(case.public).as_posix(): path.read_bytes() for path in paths}
    papers = []
    if case.receipt:
        papers.append(Evidence("receipt", case.receipt.name, case.receipt.read_bytes()))
    policy = parse_policy(case.policy.read_bytes())
    report = verify_folder(HeldFiles({**files, **case.changed}), policy, papers)
    return _Verdict(
        report.failures,
        report.statements,
        report.checked,
        tuple(one.name for one in report.cosigned),
        report.phase,
        report.size,
    )


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


def _checked(report: _Verdict) -> RenderableType:
    checked = report.checked
    said = " ".join(sentence(s.code, s.fields, "en") for s in report.statements)
    camps = ", ".join(name.partition(".")[0] for name in report.cosigned)
    return Text(
        f"{checked.records:,} records, {checked.signatures:,} signatures, "
        f"{checked.sheets:,} entries of sheets, {checked.ballots} online ballots and "
        f"{checked.shares} trustees' shares with every proof, {checked.rulings} rulings.\n"
        f"The board ends {report.phase} at {report.size:,} records; cosigned by {camps}.\n"
        f"An old receipt from abroad: {said}"
    )


def _one_digit(public: Path) -> tuple[str, bytes]:
    """The sheet of section 75-012, by its path, with one digit changed."""
    for blob in sorted((public / "blob").rglob("*")):
        data = blob.read_bytes() if blob.is_file() else b""
        if b'"unit":"75-012"' in data and b'"to1":64' in data:
            changed = data.replace(b'"to1":64', b'"to1":94', 1)
            return blob.relative_to(public).as_posix(), changed
    raise SystemExit("the sheet of section 75-012 is absent")


def _noticed(path: str, found: _Verdict) -> RenderableType:
    text = Text(f"Section 75-012: 64 votes for Texte 1 become 94 in {path[:20]}…\n")
    for failure in found.failures[:_SHOWN]:
        said = sentence(failure.code, failure.fields, "en")
        text.append(f"{failure.code}", style="red")
        text.append(f" at {failure.place[:40]}: {said}\n")
    text.right_crop(1)
    return text
