"""A checked archive for programs: one JSON object (``docs/howto/verify.md``)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.questions.table import Question
from suffrage.belenios.report import Report
from suffrage.cli.box_labels import asked, key_fingerprint
from suffrage.cli.check_box import CheckedBox
from suffrage.cli.verify_words import printable, spoken
from suffrage.errors import SuffrageError

if TYPE_CHECKING:
    from suffrage.cli.box_outcomes import MixedOutcome
    from suffrage.rules.ranked.outcome import RankedOutcome

__all__ = ["box_as_json", "failures_value"]


def box_as_json(checked: CheckedBox) -> str:
    """The check as one line; what is not known yet is absent."""
    value: dict[str, Any] = {"ok": not checked.failures, "exit": checked.exit_code}
    if checked.report is not None:
        value |= _box(checked.report)
        value["questions"] = _questions(checked.report, checked.outcomes)
    value["failures"] = failures_value(checked.failures)
    return msgspec.json.encode(value).decode()


def failures_value(failures: Sequence[SuffrageError]) -> list[dict[str, str]]:
    """Each failure with its code, its place and its sentence."""
    return [
        {"code": one.code, "place": printable(one.at), "sentence": spoken(one.code, one.fields)}
        for one in failures
    ]


def _box(report: Report) -> dict[str, Any]:
    election, trustees = report.setup.election, report.setup.trustees
    value: dict[str, Any] = {
        "name": election.record.name,
        "uuid": election.record.uuid,
        "fingerprint": election.fingerprint,
        "group": election.group.name,
        "phase": report.phase,
        "height": report.head.height,
        "head": report.head.hash,
        "credentials": report.credentials,
        "ballots": report.ballots,
        "counted": report.counted,
        "trustees": [
            {"name": one.name or "", "key": key_fingerprint(one)} for one in trustees.members
        ],
        "shuffled": [shuffle.owner for shuffle in report.shuffles],
        "decrypted": [share.owner for share in report.shares],
        "quorums": [
            {"trustees": list(quorum.owners), "need": quorum.need} for quorum in trustees.quorums
        ],
    }
    if report.abstentions is not None:
        value["abstentions"] = report.abstentions
    if report.tally is not None:
        value["weight"] = report.tally.weight
    return value


def _questions(report: Report, outcomes: "Sequence[MixedOutcome | None]") -> list[dict[str, Any]]:
    questions = report.setup.election.record.questions
    if report.result is None:
        return [_question(question) for question in questions]
    return [
        _question(question) | {"result": result} | _outcome(mixed)
        for question, result, mixed in zip(questions, report.result, outcomes, strict=True)
    ]


def _question(question: Question) -> dict[str, Any]:
    value = question if isinstance(question, Homomorphic) else question.value
    return {"question": asked(question), "options": value.answers}


def _outcome(mixed: "MixedOutcome | None") -> dict[str, Any]:
    if mixed is None or mixed.count is None:
        return {}
    if isinstance(mixed.count, SuffrageError):
        return {"refused": mixed.count.code}
    return {"outcome": _counted(mixed.count)}


def _counted(counted: "RankedOutcome") -> dict[str, Any]:
    ballots = counted.ballots
    value: dict[str, Any] = {
        "method": counted.method.name,
        "options": counted.options,
        "valid": ballots.valid,
        "blank": ballots.blank,
        "void": ballots.void,
        "distinct": ballots.distinct,
        "tiers": counted.tiers,
        "elected": counted.elected,
    }
    if counted.tie is not None:
        value["tie"] = {"options": counted.tie.options, "places": counted.tie.places}
    return value
