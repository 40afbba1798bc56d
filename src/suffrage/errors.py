"""The five ways in which Suffrage says no.

Every error carries a stable ``code``, the named ``fields`` of its sentence and, where one is
known, the place ``at`` which it was found (``votes.to2``, ``contests[1].rule``, ``line 14``).
The sentences themselves live in ``suffrage.words``; the core carries codes, never prose.

* ``Refused``: the act is not allowed here, now or to this person.
* ``Malformed``: the bytes are not of the format.
* ``NotVerified``: a proof, a signature or a root is false.
* ``Inconsistent``: the figures do not add up.
* ``Unavailable``: try again later.

>>> try:
...     raise Refused("sheet.early", unit="75-012")
... except SuffrageError as no:
...     print(no.code, no.fields["unit"])
sheet.early 75-012
"""

from typing import Final

__all__ = [
    "Inconsistent",
    "Malformed",
    "NotVerified",
    "Refused",
    "SuffrageError",
    "Unavailable",
]


class SuffrageError(Exception):
    """What all refusals of Suffrage share.

    ``code`` is stable across releases; ``fields`` are strings and integers named as in the
    sentence; ``at`` is the place inside the object at hand, empty when it is the whole object.
    """

    def __init__(self, code: str, /, *, at: str = "", **fields: str | int) -> None:
        super().__init__(code)
        self.code: Final = code
        self.at: Final = at
        self.fields: Final = fields

    def __str__(self) -> str:
        parts = [self.code]
        if self.at:
            parts.append(f"at {self.at}")
        parts += [f"{name}={value}" for name, value in self.fields.items()]
        return " ".join(parts)


class Refused(SuffrageError):
    """The act is not allowed: by the rules, at this moment, or to this person."""


class Malformed(SuffrageError):
    """The bytes are not what their format prescribes."""


class NotVerified(SuffrageError):
    """A proof, a signature, a hash or a root does not hold."""


class Inconsistent(SuffrageError):
    """The figures contradict each other."""


class Unavailable(SuffrageError):
    """Something needed is absent for now; the same call may succeed later."""
