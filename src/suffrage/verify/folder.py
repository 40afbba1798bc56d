"""Verify a whole election from its public files, by nobody's word but the policy's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from suffrage.belenios.means import Means
from suffrage.board.folder import CHECKPOINT
from suffrage.board.record import Record
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.site.results import results_of
from suffrage.tlog.keys import Key
from suffrage.verify.archives import CheckedArchive, Run, check_headers, read_archives
from suffrage.verify.blobs import read_blobs
from suffrage.verify.evidence import Evidence, weigh
from suffrage.verify.files import Files
from suffrage.verify.findings import Findings
from suffrage.verify.ground import Ground
from suffrage.verify.identity import check_identity, read_log_key
from suffrage.verify.log import Log, read_log
from suffrage.verify.openings import proved_pools
from suffrage.verify.policy import Policy
from suffrage.verify.progress import Progress, silent
from suffrage.verify.quorum import cosigned_tree, quorum_of
from suffrage.verify.records import read_records
from suffrage.verify.replay import Replayed, replay
from suffrage.verify.report import Checked, Report
from suffrage.verify.results import check_results, take_results
from suffrage.verify.signers import check_certificates, check_signers, witness_keys
from suffrage.verify.site import check_site
from suffrage.verify.source import Source
from suffrage.verify.vouches import check_vouches

__all__ = ["verify_folder"]

_SHEETS = (
    "sheet.received/1",
    "sheet.approved/1",
    "sheet.reserved/1",
    "sheet.corrected/1",
    "sheet.sealed/1",
)
_RULINGS = ("dispute.ruled/1", "sheet.ruled/1")


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that the folder holds, read once and each part checked by itself."""

    key: Key | None
    log: Log
    records: tuple[Record | None, ...] = field(repr=False)
    blobs: Mapping[str, bytes] = field(repr=False)
    archives: Mapping[Run, CheckedArchive] = field(repr=False)
    published: dict[str, bytes] = field(repr=False)
    pages: int


def verify_folder(
    files: Files,
    policy: Policy | None = None,
    evidence: Sequence[Evidence] = (),
    progress: Progress = silent,
    means: Means | None = None,
) -> Report:
    """Check everything that a public folder holds, and the papers that somebody holds beside it.

    Failures are collected, never raised: a failure in one part does not hide one in another.
    Files are compared only where what they follow from could be established; the failure that
    prevented it then stands in the report. ``means`` are those of the archives' ballots: only
    what they themselves want for is raised, as ``Unavailable``.
    """
    findings = Findings()
    source = Source(files, findings)
    read = _read(source, policy, findings, progress, means)
    replayed = replay(read.records, read.blobs, read.archives, findings, progress)
    state = replayed.state
    check_headers(state, read.archives, findings)
    vouches = check_vouches(read.records, read.blobs, read.archives, findings)
    witnesses = witness_keys(state, policy)
    cosigned = check_signers(read.log, read.key, witnesses, policy, findings)
    tree = read.log.tree
    certificates = check_certificates(read.records, read.blobs, tree, read.key, witnesses, findings)
    whole = read.log.is_whole and replayed.is_complete
    if state.definition is None:
        findings.add(Refused("election.not-convened"), CHECKPOINT)
    elif whole:
        progress("results", 0, 1)
        check_results(state, tree, read.key, read.published, findings)
    if policy is not None:
        check_identity(state, read.records, policy, findings)
    ground = _ground(state, read, witnesses, policy)
    said = tuple(told for one in evidence for told in weigh(one, ground, findings))
    return Report(
        failures=tuple(findings.failures),
        statements=said,
        has_policy=policy is not None,
        origin=state.origin,
        size=tree.size,
        root=tree.root(),
        phase=state.phase,
        checked=_checked(source, read, replayed, vouches=vouches, certificates=certificates),
        kinds=_kinds(read.records),
        pools=proved_pools(state, said),
        cosigned=cosigned,
        results=results_of(state, tree.root()) if whole and state.definition else None,
        ground=ground,
    )


def _read(
    source: Source,
    policy: Policy | None,
    findings: Findings,
    progress: Progress,
    means: Means | None,
) -> _Read:
    key = read_log_key(source, policy, findings)
    progress("log", 0, 1)
    log = read_log(source, key, findings)
    progress("records", 0, len(log.entries))
    records = read_records(log.entries, findings)
    blobs = read_blobs(source, records, findings, progress)
    archives = read_archives(source, records, findings, progress, means)
    published = take_results(source)
    pages = check_site(source, key, len(log.entries), findings)
    # Without all the records nobody can say what else belongs here.
    if log.is_whole and None not in records:
        source.check_nothing_left()
    return _Read(key, log, records, blobs, archives, published, pages)


def _ground(state: State, read: _Read, witnesses: Sequence[Key], policy: Policy | None) -> Ground:
    keys = (read.key, *witnesses) if read.key else ()
    tree, quorum = read.log.tree, quorum_of(state, policy)
    cosigned = cosigned_tree(read.log.note, tree, keys, quorum)
    return Ground(state, tree, read.archives, keys, quorum, cosigned, policy is not None)


def _kinds(records: Sequence[Record | None]) -> Counter[str]:
    return Counter(record.kind for record in records if record is not None)


def _checked(
    source: Source, read: _Read, replayed: Replayed, *, vouches: int, certificates: int
) -> Checked:
    kinds = _kinds(read.records)
    reports = [archive.report for archive in read.archives.values() if archive.report]
    return Checked(
        files=len(source.paths),
        tiles=read.log.tiles,
        records=len(read.log.entries),
        signatures=replayed.signatures,
        blobs=len(read.blobs),
        units=_sections(replayed.state),
        sheets=sum(kinds[kind] for kind in _SHEETS),
        archives=len(read.archives),
        pages=read.pages,
        ballots=sum(report.ballots for report in reports),
        shares=sum(len(report.shares) for report in reports),
        vouches=vouches,
        rulings=sum(kinds[kind] for kind in _RULINGS),
        certificates=certificates,
    )


def _sections(state: State) -> int:
    return len(state.rules.tree.sections) if state.definition else 0
