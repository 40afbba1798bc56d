"""What a verification found: one value, for a screen or a program."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from suffrage.site.results import Results
from suffrage.verify.findings import Failure
from suffrage.verify.ground import Ground
from suffrage.verify.signers import Cosigned

__all__ = ["Checked", "ProvedPool", "Report", "Statement"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a receipt, an acknowledgement or an opening shows, as a code with its fields."""

    code: str
    name: str
    fields: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class ProvedPool:
    """A sum that the product of the commitments proves, and who stands behind its parts.

    ``sheets`` are the sealed sheets in it; ``attested`` how many of their papers each camp's
    agent signed without reservation; ``opened`` how many openings were given and hold.
    """

    contest: str
    pool: str
    sheets: int
    opened: int
    attested: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was checked, whether it held or not.

    ``signatures`` are those of records and of members' votes; ``units`` the sections that may
    report; ``sheets`` the entries of paper sheets; ``ballots`` those of online boxes, each with
    all its proofs; ``shares`` the trustees' partial decryptions, and
    ``vouches`` the proofs over each of them as a whole; ``pages`` the files of the public site
    that are as its manifest says.
    """

    files: int
    tiles: int
    records: int
    signatures: int
    blobs: int
    units: int
    sheets: int
    archives: int
    ballots: int
    shares: int
    vouches: int
    rulings: int
    certificates: int
    pages: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a stranger's check of a folder established.

    ``size`` and ``root`` are the log's; ``phase`` says how the board ends. ``results`` is
    ``None`` where the replay did not reach the end. ``kinds`` counts the records by kind.
    ``pools`` are the sums of sealed sheets, whose parts are attested and not proved.
    ``ground`` is the board itself, for programs that act on it, such as a trustee's.
    """

    failures: tuple[Failure, ...]
    statements: tuple[Statement, ...]
    has_policy: bool
    origin: str
    size: int
    root: bytes
    phase: str
    checked: Checked
    kinds: Mapping[str, int]
    pools: tuple[ProvedPool, ...]
    cosigned: tuple[Cosigned, ...]
    results: Results | None = field(repr=False)
    ground: Ground = field(repr=False)

    @property
    def exit_code(self) -> int:
        """0: all holds; 1: something does not; 3: consistent, but no policy says whose it is."""
        if self.failures:
            return 1
        return 0 if self.has_policy else 3
