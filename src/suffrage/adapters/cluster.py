"""Work shared out over the machines of a Dask cluster.

Every machine has the same release of Suffrage installed. Tasks travel as Python objects, so a
scheduler's address is believed like one's own machine: it belongs on a private network.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from suffrage.adapters.spread import Due, in_order
from suffrage.belenios.means import Spread
from suffrage.errors import Unavailable

__all__ = ["over_cluster"]

_T = TypeVar("_T")
_R = TypeVar("_R")
_AHEAD: Final = 3
_PATIENCE: Final = "10s"


@contextmanager
def over_cluster(address: str) -> Iterator[Spread]:
    """A ``map`` over the workers of the scheduler at ``address`` (``tcp://host:port``).

    Raises ``Unavailable("cluster.missing")`` without the extra ``[cluster]``, and
    ``Unavailable("cluster.silent")`` when nobody answers.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that only this command needs
    except ImportError:
        raise Unavailable("cluster.missing") from None
    try:
        connect: Any = Client
        client = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Unavailable("cluster.silent", address=address) from error
    with client:
        workers = max(1, sum(client.nthreads().values()))

        def spread(function: Callable[[_T], _R], tasks: Iterable[_T], /) -> Iterator[_R]:
            def submit(task: _T) -> Due[_R]:
                due: Due[_R] = client.submit(function, task, pure=False)
                return due

            return in_order(submit, tasks, _AHEAD * workers)

        yield spread
