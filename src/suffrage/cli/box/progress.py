"""How much of an archive has been checked, on a terminal's standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

from suffrage.cli.language import say

__all__ = ["shown_bytes"]

_STEPS = 200


@contextmanager
def shown_bytes(console: Console | None = None) -> Iterator[Callable[[int, int], None]]:
    """A callback for bytes done and in all, which draws a bar; nothing in a pipe."""
    target = console or Console(stderr=True)
    if not target.is_terminal:
        yield lambda _done, _whole: None
        return
    with Progress(console=target, transient=True) as bar:
        task = bar.add_task(say("archive.checking"), total=None)
        drawn = -1

        def advance(done: int, whole: int) -> None:
            nonlocal drawn
            # Drawing for each ballot would cost more than checking it.
            step = _STEPS * done // max(whole, 1)
            if step != drawn:
                drawn = step
                bar.update(task, completed=done, total=whole)

        yield advance
