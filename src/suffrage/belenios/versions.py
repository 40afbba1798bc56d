"""Which version of the protocol a record is of, and so who reads it.

The header of an archive and the election record carry the number, and nothing else does. Version
1 is that of releases 1.17 to 3.3. A second one would be a sibling: one more reader in the table of
``election.read_election``, and its number in ``KNOWN``.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

from suffrage.errors import Malformed

__all__ = ["CURRENT", "KNOWN", "by_version"]

CURRENT: Final = 1
KNOWN: Final[Mapping[int, str]] = {CURRENT: "releases 1.17 to 3.3"}
_T = TypeVar("_T")


def by_version(table: Mapping[int, _T], version: int) -> _T:
    """The entry of this version; raises ``Malformed("bel.unsupported")`` where there is none."""
    if version not in table:
        raise Malformed("bel.unsupported", what=f"version {version}")
    return table[version]
