"""``suffrage count``: real results through the same acts, checks and rules as an election."""

from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from suffrage.cli.count_recorded import Recorded
from suffrage.cli.count_view import counted_sheets, fault_lines, verify_hint
from suffrage.cli.files import read_input
from suffrage.cli.tables import show
from suffrage.errors import Malformed, Refused
from suffrage.model import canonical
from suffrage.model.contests import Linked, instance_place
from suffrage.model.csv_table import Rejected
from suffrage.model.definition import Definition
from suffrage.model.definition_toml import from_toml
from suffrage.site.results import Results

__all__ = ["count"]

REJECTED: Final = 1
_SHOWN: Final = 8


def count(
    definition: Annotated[Path, typer.Argument(help="The definition, in TOML.")],
    sheets: Annotated[Path, typer.Argument(help="The tally sheets, in CSV.")],
    contest: Annotated[
        str, typer.Option(help="The contest; CONTEST@UNIT where it stands in each unit.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="Publish the board into this empty folder.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write canonical JSON.")] = False,
) -> None:
    """Count the tally sheets of a file as an election would, and show what they add up to.

    All sheets are recorded or none: a file with a bad row is refused with every fault, and the
    exit status is 1. Keys are made for this run. Nothing is certified: each sheet has one entry.
    """
    # The database comes with it, and the other commands start without one.
    from suffrage.cli.count_run import run_count  # noqa: PLC0415  (see above)

    declared = _definition(definition)
    instance = _instance(declared, contest)
    if out is not None:
        _require_empty(out)
    counted = run_count(declared, instance, read_input(sheets), out)
    if isinstance(counted, Rejected):
        for line in fault_lines(counted, str(sheets)):
            typer.echo(line, err=True)
        raise typer.Exit(REJECTED)
    results, recorded = counted
    if as_json:
        typer.echo(_as_json(results, instance, recorded))
        return
    show(counted_sheets(declared, instance, results.contests[instance], recorded))
    if out is not None:
        typer.echo(verify_hint(out))


def _definition(path: Path) -> Definition:
    try:
        text = read_input(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed("definition.toml", at=path.name, detail=str(error)) from error
    return from_toml(text, path.name, lambda name: read_input(path.parent / name))


def _instance(declared: Definition, asked: str) -> str:
    """The contest instance to count: the one asked for, or the only one there is."""
    instances = declared.instances()
    if not asked and len(instances) > 1:
        raise Refused("contest.needed", names=", ".join(instances[:_SHOWN]))
    instance = asked or instances[0]
    if instance not in instances:
        raise Refused("contest.not-declared", contest=asked, names=", ".join(instances[:_SHOWN]))
    options = declared.contest_by_id[instance_place(instance)[0]].options
    if isinstance(options, Linked):
        raise Refused("contest.linked", contest=instance, source=options.source)
    return instance


def _require_empty(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refused("folder.not-empty", path=str(folder))


def _as_json(results: Results, instance: str, recorded: Recorded) -> str:
    """``results.json`` of the board, and under ``sheets`` what the file's sheets showed."""
    reserved = recorded.reserved
    told = {
        "contest": instance,
        "received": len(recorded.sheets) - len(reserved),
        "reserved": {unit: found.code for unit, found in reserved.items()},
        "awaited": results.contests[instance].units.expected - len(recorded.sheets),
        "soft": dict(recorded.soft),
    }
    plain = msgspec.to_builtins(results) | {"sheets": told}
    return canonical.encode(plain).decode("utf-8")
