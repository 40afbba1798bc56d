"""Work shared out over the machines of a Dask cluster.

Every machine has the same release of Suffrage installed. Tasks travel as Python objects and their
results are believed, so a scheduler's address is trusted like one's own machine: it belongs on a
private network.

>>> with over_cluster("tcp://10.0.0.7:8786") as spread:
...     report = verify_archive(data, means=Means(spread=spread))
"""

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any, Final, TypeVar

from suffrage.adapters.spread import Due, in_order
from suffrage.belenios.means import Spread
from suffrage.errors import Refused, Unavailable

__all__ = ["over_cluster"]

_T = TypeVar("_T")
_R = TypeVar("_R")
_AHEAD: Final = 3
_PATIENCE: Final = "10s"
_ADDRESS: Final = re.compile(r"(tcp://)?[^/\s]+:[0-9]{1,5}")


@contextmanager
def over_cluster(address: str) -> Iterator[Spread]:
    """A ``map`` over the workers that the scheduler at ``address`` has now (``host:port``).

    Raises ``Unavailable``: ``cluster.missing`` without the extra ``[cluster]``,
    ``cluster.silent`` when nobody answers, ``cluster.empty`` when there are no workers,
    ``cluster.lost`` when scheduler or workers go; ``Refused("cluster.release")`` for a worker
    with another release or none.
    """
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415  (an extra, only for this)
    except ImportError:
        raise Unavailable("cluster.missing") from None
    if _ADDRESS.fullmatch(address) is None:
        # Dask would find out as well, but leave a thread behind that complains at the very end.
        raise Unavailable("cluster.silent", address=address)
    # Its types do not say what its arguments are.
    connect: Any = Client
    try:
        client = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Unavailable("cluster.silent", address=address) from error
    with client:
        _check_releases(client, address)
        threads = sum(client.nthreads().values())

        def spread(function: Callable[[_T], _R], tasks: Iterable[_T], /) -> Iterator[_R]:
            def submit(task: _T) -> Due[_R]:
                due: Due[_R] = client.submit(function, task, pure=False)
                return due

            try:
                yield from in_order(submit, tasks, _AHEAD * threads)
            except (KilledWorker, CancelledError, OSError) as error:
                raise Unavailable("cluster.lost", address=address) from error

        yield spread


def _check_releases(client: Any, address: str) -> None:  # noqa: ANN401  (see above)
    own = _own()
    try:
        found: dict[str, str] = client.run(_release)
    except ImportError as error:
        raise Refused("cluster.release", address=address, given="–", right=own) from error
    if not found:
        raise Unavailable("cluster.empty", address=address)
    for worker, release in found.items():
        if release != own:
            raise Refused("cluster.release", address=worker, given=release, right=own)


def _own() -> str:
    return _release()


def _release() -> str:
    return version("suffrage")
