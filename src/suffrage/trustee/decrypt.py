"""Decrypting the one tally that a key will ever decrypt.

The two steps are apart so that a person can look between them: ``plan_decryption`` says what
would be decrypted, ``release`` has it stored and only then computes factors. After a crash
between the two, the same tally may be released again, and no other.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from suffrage.belenios.decryption import Share, decrypt_share
from suffrage.belenios.group import Entropy
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.report import Report
from suffrage.belenios.setup import Setup
from suffrage.belenios.tally import Tally
from suffrage.belenios.vouch import vouch_share
from suffrage.conduct.state import RunPhase
from suffrage.errors import Refused
from suffrage.trustee.make_key import decryption_key
from suffrage.trustee.reading import Reading, require_own_key
from suffrage.trustee.saved import ElectionScope, Saved

__all__ = ["Keep", "Plan", "Released", "plan_decryption", "release"]

Keep = Callable[[Saved], None]
"""Stores a state durably, file and folder; it raises where it cannot."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be decrypted: ``number`` ballots, and the SHA-256 of their encrypted tally.

    ``owner`` is the trustee's number in the box; ``is_repeated`` says that this key has been
    used for this very tally before.
    """

    number: int
    tally: str
    owner: int
    is_repeated: bool
    saved: Saved = field(repr=False)
    setup: Setup = field(repr=False)
    encrypted: Tally = field(repr=False)


@dataclass(frozen=True, slots=True)
class Released:
    """What leaves the computer: the share for the archive, and the vouch beside it."""

    share: Share = field(repr=False)
    vouch: bytes


def plan_decryption(reading: Reading, entropy: Entropy) -> Plan:
    """The decryption of the run that was read, if it may be decrypted by this key.

    Raises ``Refused``: ``trustee.not-drilled`` for an archive alone, ``trustee.annulled``,
    ``trustee.not-closed``, ``trustee.no-tally``, ``trustee.shuffling``, ``trustee.finished``,
    ``trustee.few``, ``trustee.other-tally``, ``trustee.no-key``;
    ``NotVerified("trustee.not-ours")``.
    """
    report, saved = reading.archive, reading.saved
    if isinstance(saved.scope, ElectionScope) and not saved.scope.fingerprint:
        raise Refused("trustee.not-drilled")
    _check_phase(reading.phase)
    if report is None or report.tally is None:
        raise Refused("trustee.no-tally")
    if report.phase == "shuffling":
        raise Refused("trustee.shuffling")
    tally = report.tally
    if tally.number < reading.minimum:
        raise Refused("trustee.few", number=tally.number, minimum=reading.minimum)
    owner = require_own_key(reading, decryption_key(saved, entropy).public.public_key)
    digest = _digest(report, tally)
    if saved.tally not in ("", digest):
        raise Refused("trustee.other-tally", first=saved.tally, asked=digest)
    after = msgspec.structs.replace(saved, tally=digest)
    return Plan(tally.number, digest, owner, bool(saved.tally), after, report.setup, tally)


def release(plan: Plan, keep: Keep, entropy: Entropy) -> Released:
    """The factors, once ``keep`` has stored which tally they are of; raises what it raises."""
    keep(plan.saved)
    election, trustees = plan.setup.election, plan.setup.trustees
    key = decryption_key(plan.saved, entropy)
    share = decrypt_share(election, trustees, plan.encrypted, key, entropy)
    return Released(share, vouch_share(election, key, plan.encrypted, share, entropy))


def _digest(report: Report, tally: Tally) -> str:
    """The record whose ciphertexts are decrypted: the last shuffle, or the tally itself."""
    decrypted = report.shuffles[-1] if report.shuffles else tally
    return wide_digest(decrypted.records[0])


def _check_phase(phase: RunPhase) -> None:
    if phase == "annulled":
        raise Refused("trustee.annulled")
    if phase in ("convened", "open", "suspended"):
        raise Refused("trustee.not-closed", phase=phase)
    if phase == "decrypted":
        raise Refused("trustee.finished")
