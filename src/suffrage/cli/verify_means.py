"""With what ``suffrage verify`` saves time: processes, a cluster, a side file, what it remembers.

None of it changes a verdict. What was proved is remembered in the user's own cache folder and
nowhere else: ``$XDG_CACHE_HOME/suffrage``, or ``~/.cache/suffrage``.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from typing import Final

from suffrage.belenios.means import Hints, Means
from suffrage.errors import Unavailable

__all__ = ["Wanted", "wanted_means"]

# Some sixty ballots: below, processes take longer to start than to work.
_SMALL: Final = 2**18


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asks for: a side file, the address of a cluster, whether to remember."""

    hints: Path | None = None
    cluster: str | None = None
    cache: bool = True


@contextmanager
def wanted_means(wanted: Wanted, size: int) -> Iterator[Means]:
    """The means for ``size`` bytes of archives, ended with the block.

    Enter it before anything that starts threads. Raises as ``over_processes``, ``over_cluster``
    and ``ProvedBallots``; what a side file is refused with comes with its use.
    """
    # The adapters come with it, and the other commands start without them.
    from suffrage.adapters.cluster import over_cluster  # noqa: PLC0415  (see above)
    from suffrage.adapters.commitments_file import CommitmentsFile  # noqa: PLC0415  (see above)
    from suffrage.adapters.proved_ballots import ProvedBallots  # noqa: PLC0415  (see above)
    from suffrage.adapters.spread import over_processes  # noqa: PLC0415  (see above)

    means = Means()
    with ExitStack() as stack:
        if wanted.cluster is not None:
            means = Means(spread=stack.enter_context(over_cluster(wanted.cluster)))
        elif size >= _SMALL:
            means = Means(spread=stack.enter_context(over_processes()))
        file = wanted.hints and CommitmentsFile(wanted.hints)
        # What a cluster says is believed for this run; it must not be remembered as one's own.
        remember = wanted.cache and wanted.cluster is None
        memory = stack.enter_context(ProvedBallots(_cache_folder())) if remember else None
        yield Means(means.spread, Hints(file, token_bytes) if file else None, memory)


def _cache_folder() -> Path:
    """Where this user's caches lie; a path that is not absolute is none, says the standard."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        return (named if named.is_absolute() else Path.home() / ".cache") / "suffrage"
    except RuntimeError:
        raise Unavailable("cache.unusable", path="~/.cache") from None
