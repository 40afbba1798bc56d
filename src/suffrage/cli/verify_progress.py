"""How far a verification has come, on a terminal's standard error; nothing in a pipe."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress as Bar

from suffrage.cli.language import say

if TYPE_CHECKING:
    from suffrage.verify.progress import Progress, Stage

__all__ = ["shown_progress"]

_STEP = 64


@contextmanager
def shown_progress(*, quiet: bool, console: Console | None = None) -> Iterator["Progress"]:
    """A callback that draws a bar for the stage at hand, gone when the block ends."""
    target = console or Console(stderr=True)
    if quiet or not target.is_terminal:
        yield _nowhere
        return
    with Bar(console=target, transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(stage: "Stage", done: int, total: int) -> None:
            # Drawing costs more than checking one record does.
            if done % _STEP == 0:
                bar.update(
                    task, description=say(f"verify.stage.{stage}"), completed=done, total=total
                )

        yield advance


def _nowhere(_stage: "Stage", _done: int, _total: int) -> None:
    return
