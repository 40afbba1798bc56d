"""``suffrage witness monitor``: follow a public folder, and raise the alarm for the camp.

Exit status: 0 everything held, 1 something does not hold or is not yet witnessed, 2 wrong use,
4 the log contradicts what was seen before; the evidence has been written. Ctrl-C ends the
command as its last look would.
"""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from suffrage.cli.language import say
from suffrage.cli.refusal import refusal
from suffrage.cli.witness.evidence import raise_alarm
from suffrage.cli.witness.options import EvidenceOption
from suffrage.errors import Malformed, SuffrageError

if TYPE_CHECKING:
    from suffrage.verify import Files, Policy
    from suffrage.witness.monitor import Monitor

__all__ = ["Watching", "monitor"]

_FAILED: Final = 1
_ALARM: Final = 4
_SECONDS: Final = 5.0
_SILENT: Final = 15


def monitor(
    folder: Annotated[
        str,
        typer.Argument(metavar="FOLDER_OR_URL", show_default=False, help="The public folder."),
    ],
    *,
    policy: Annotated[
        Path,
        typer.Option(metavar="FILE", show_default=False, help="Whom to believe, from the notice."),
    ],
    state: Annotated[
        Path,
        typer.Option(metavar="FILE", show_default=False, help="The witness's memory."),
    ],
    once: Annotated[bool, typer.Option("--once", help="Look once, and end.")] = False,
    silent: Annotated[
        int, typer.Option(metavar="MINUTES", min=1, help="Tell of a log that says nothing new.")
    ] = _SILENT,
    evidence: EvidenceOption = Path(),
) -> None:
    """Check every record as it comes, and that the log never takes back what was seen."""
    # The verifier and the network are loaded by whoever asks for them.
    from suffrage.adapters.witness_memory import WitnessMemory  # noqa: PLC0415  (see above)
    from suffrage.cli.night_policy import believed  # noqa: PLC0415
    from suffrage.witness.monitor import Monitor  # noqa: PLC0415

    whom = believed(policy)
    if whom is None:
        raise Malformed("trust.file", detail=str(policy))
    followed, cosigned = (WitnessMemory(state, role) for role in ("followed", "cosigned"))
    files = _files(folder)
    # Whoever looks once cannot wait to see whether it stays so.
    looking = (
        Monitor(files, whom, followed, cosigned, patience=0)
        if once
        else Monitor(files, whom, followed, cosigned)
    )
    watching = Watching(looking, whom, evidence, 60 * silent)
    try:
        while watching.look(int(time.time())) and not once:
            time.sleep(_SECONDS)
    except KeyboardInterrupt:
        pass
    raise typer.Exit(watching.status)


class Watching:
    """A monitor's looks, told to a person: each thing once, until it is another."""

    def __init__(
        self, monitor: "Monitor", policy: "Policy", evidence: Path, silent: int = 60 * _SILENT
    ) -> None:
        self._monitor, self._policy = monitor, policy
        self._evidence, self._silent = evidence, silent
        self._told = ""
        self._new_at = 0
        self.status = 0

    def look(self, now: int) -> bool:
        """Look once at Unix time ``now``; whether to go on."""
        try:
            found = self._monitor.look(now)
        except SuffrageError as no:
            self.status = _FAILED
            self._tell(refusal(no))
            return True
        if found.contradiction is not None:
            self.status = _ALARM
            raise_alarm(found.contradiction, self._policy.log, self._evidence)
            return False
        self.status = 0
        if found.is_new or not self._new_at:
            self._told, self._new_at = "", now
            typer.echo(say("monitor.held", size=self._monitor.state.size))
        elif now - self._new_at >= self._silent and self._polls_are_open():
            self._tell(say("monitor.silent", minutes=self._silent // 60))
        else:
            self._told = ""
        return True

    def _tell(self, sentence: str) -> None:
        if sentence != self._told:
            typer.echo(sentence, err=True)
        self._told = sentence

    def _polls_are_open(self) -> bool:
        evenings = self._monitor.state.evenings.values()
        return any(evening.opened and not evening.closed for evening in evenings)


def _files(folder: str) -> "Files":
    """A folder on disk, or one behind a web server."""
    if "://" in folder:
        from suffrage.adapters.http_folder import HttpFolder  # noqa: PLC0415  (as above)

        return HttpFolder(folder)
    from suffrage.cli.directory import Directory  # noqa: PLC0415  (as above)

    return Directory(Path(folder))
