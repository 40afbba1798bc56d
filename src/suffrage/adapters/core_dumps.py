"""No core dump of this process: its memory holds secrets for a moment."""

import resource
from typing import Final

__all__ = ["forbid_core_dumps"]

# Linux ignores the limit where dumps are piped to a program, except this value, which it reads
# as "never"; a file of one byte is below the least size of a dump and is not written either.
_NEVER: Final = 1


def forbid_core_dumps() -> None:
    """Lower the limit for good, also for the programs that this one starts."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    limit = min(_NEVER, most) if most != resource.RLIM_INFINITY else _NEVER
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
