"""With what ``suffrage verify`` saves time: processes, a cluster, a side file, what it remembers.

None of it changes a verdict. What was proved is remembered in the user's own cache folder and
nowhere else: ``$XDG_CACHE_HOME/suffrage``, or ``~/.cache/suffrage``.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, Final

from suffrage.belenios.means import Hints, Means, Spread
from suffrage.errors import Unavailable

if TYPE_CHECKING:
    from suffrage.adapters.proved_ballots import ProvedBallots

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
    # What a cluster says is believed for this run; it must not be remembered as one's own.
    remember = wanted.cache and wanted.cluster is None
    with ExitStack() as stack:
        yield Means(
            spread=stack.enter_context(_spread(wanted, size)),
            hints=_hints(wanted),
            memory=stack.enter_context(_memory()) if remember else None,
        )


# Adapters come with the means that needs them: a library of each takes longer to load than a
# small box to check.


def _spread(wanted: Wanted, size: int) -> AbstractContextManager[Spread]:
    if wanted.cluster is not None:
        from suffrage.adapters.cluster import over_cluster  # noqa: PLC0415  (see above)

        return over_cluster(wanted.cluster)
    if size >= _SMALL:
        from suffrage.adapters.spread import over_processes  # noqa: PLC0415  (see above)

        return over_processes()
    return nullcontext(Means().spread)


def _hints(wanted: Wanted) -> Hints | None:
    if wanted.hints is None:
        return None
    from suffrage.adapters.commitments_file import CommitmentsFile  # noqa: PLC0415  (see above)

    return Hints(CommitmentsFile(wanted.hints), token_bytes)


def _memory() -> "ProvedBallots":
    from suffrage.adapters.proved_ballots import ProvedBallots  # noqa: PLC0415  (see above)

    return ProvedBallots(_cache_folder())


def _cache_folder() -> Path:
    """Where this user's caches lie; a path that is not absolute is none, says the standard."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        return (named if named.is_absolute() else Path.home() / ".cache") / "suffrage"
    except RuntimeError:
        raise Unavailable("cache.unusable", path="~/.cache") from None
