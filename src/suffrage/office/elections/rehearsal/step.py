"""One step of a rehearsal: who does what, when, and whether the board must refuse it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["Clock", "Meeting", "Step"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What an act meets: the state, the commission's decision on it, the cosigned checkpoint."""

    state: State
    decision: int = 0
    checkpoint: bytes = b""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the script.

    ``code`` says what happens, with the ``fields`` of its sentence. With ``decided`` the
    commission votes on it first; with ``cosigned`` it rests on a fresh checkpoint. ``refused``
    is the code with which the board must refuse it, empty where it must not.
    """

    code: str
    by: str
    at: str
    act: Callable[[Meeting], Draft] = field(repr=False)
    fields: Mapping[str, str | int] = field(default_factory=dict)
    decided: bool = False
    cosigned: bool = False
    refused: str = ""


class Clock:
    """The hour that the script has reached; every record is a little later than the last."""

    def __init__(self, at: str) -> None:
        self._at = datetime.fromisoformat(at)

    def until(self, at: str) -> None:
        """Wait for an hour, if it has not come."""
        self._at = max(self._at, datetime.fromisoformat(at))

    def tick(self) -> str:
        """The instant of the next record."""
        self._at += timedelta(seconds=1)
        return self._at.strftime("%Y-%m-%dT%H:%M:%SZ")

    def step(
        self,
        by: str,
        code: str,
        fields: Mapping[str, str | int],
        draft: Callable[..., Draft],
        *args: Any,
        decided: bool = False,
        cosigned: bool = False,
        refused: str = "",
        **more: Any,
    ) -> Step:
        """The next step: an act of ``acts`` with all that it takes but what it meets."""
        at = self.tick()

        def act(met: Meeting) -> Draft:
            given = dict(more)
            if decided:
                given["decision"] = met.decision
            if cosigned:
                given["checkpoint"] = met.checkpoint
            return draft(met.state, by, at, *args, **given)

        return Step(code, by, at, act, fields, decided, cosigned, refused)
