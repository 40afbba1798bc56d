"""The report of a verification as tables for a person; the verdict comes last."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Final

from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.cli.language import say
from suffrage.cli.tables import Sheet
from suffrage.cli.verify_words import printable, spoken
from suffrage.site.results import BodyResults, ContestResults, Results
from suffrage.verify import ProvedPool, Report

__all__ = ["report_sheets"]

MOST_SHOWN: Final = 40
# The last second of the year 9999: later times are shown as the number they are.
_LAST_TIME: Final = 253_402_300_799
_VERDICTS: Final = {0: "verify.holds", 1: "verify.fails", 3: "verify.unidentified"}


def report_sheets(report: Report) -> Iterator[Sheet]:
    """What was checked, the figures, pools, who cosigned, papers, failures, verdict."""
    yield _checked(report)
    if report.results is not None:
        yield from _results(report.results)
    if report.pools:
        yield _pools(report.pools)
    if report.cosigned:
        yield Sheet(
            say("verify.label.cosigned"),
            (say("verify.label.witness"), say("verify.label.time")),
            tuple((printable(one.name), _time(one.time)) for one in report.cosigned),
        )
    for said in report.statements:
        yield Sheet(f"{printable(said.name)}: {spoken(said.code, said.fields)}", (), ())
    if report.failures:
        yield _failures(report)
    yield Sheet(say(_VERDICTS[report.exit_code], number=len(report.failures)), (), ())


def _checked(report: Report) -> Sheet:
    counts = report.checked
    status = report.results.status if report.results else "unknown"
    end = say(
        "verify.end",
        size=report.size,
        phase=say(f"verify.phase.{report.phase}"),
        status=say(f"verify.status.{status}"),
    )
    return Sheet(
        say("verify.title", origin=printable(report.origin)),
        (say("verify.label.checked"), say("verify.label.number")),
        tuple(
            (say(f"verify.count.{one.name}"), str(getattr(counts, one.name)))
            for one in fields(counts)
        ),
        (end,),
    )


def _results(results: Results) -> Iterator[Sheet]:
    for name, contest in results.contests.items():
        yield _contest(name, contest)
    for name, body in results.bodies.items():
        yield _body(name, body)


def _contest(name: str, contest: ContestResults) -> Sheet:
    units = contest.units
    coverage = say(
        "verify.coverage",
        counted=units.counted,
        expected=units.expected,
        excused=units.excused,
        annulled=units.annulled,
    )
    figures = say(
        "verify.figures",
        registered=contest.registered.all,
        counted=contest.registered.counted,
        signatures=contest.signatures,
        ballots=contest.ballots,
        blank=contest.blank,
        void=contest.void,
        valid=contest.valid,
    )
    rows = tuple(
        (option, str(votes), str(contest.without_disputed[option]), str(contest.reserved[option]))
        for option, votes in contest.votes.items()
    )
    heads = ("option", "votes", "undisputed", "reserved")
    headings = tuple(say(f"verify.label.{head}") for head in heads)
    return Sheet(name, headings, rows, (coverage, figures, *_outcome(contest.outcome)))


def _outcome(outcome: OutcomeFigures) -> Iterator[str]:
    if outcome.elected:
        yield say("verify.elected", options=outcome.elected)
    if outcome.qualified:
        yield say("verify.qualified", options=", ".join(outcome.qualified))
    if outcome.tie:
        yield say("verify.tied", options=", ".join(outcome.tie))


def _body(name: str, body: BodyResults) -> Sheet:
    ties = (say("seats.tie", options=", ".join(tie.options), seats=tie.seats) for tie in body.ties)
    return Sheet(
        name,
        (say("verify.label.option"), say("seats.label.seats")),
        tuple((option, str(seats)) for option, seats in body.seats.items()),
        (*ties, say("verify.ex-officio", number=body.ex_officio)),
    )


def _pools(pools: Sequence[ProvedPool]) -> Sheet:
    heads = ("contest", "pool", "sealed", "opened", "attested")
    return Sheet(
        say("verify.pools"),
        tuple(say(f"verify.label.{head}") for head in heads),
        tuple(
            (one.contest, one.pool, str(one.sheets), str(one.opened), _attested(one))
            for one in pools
        ),
        (say("verify.pools.note"),),
    )


def _attested(one: ProvedPool) -> str:
    camps = (f"{camp} {number}/{one.sheets}" for camp, number in one.attested.items())
    return ", ".join(camps) or say("verify.pools.nobody")


def _failures(report: Report) -> Sheet:
    shown = report.failures[:MOST_SHOWN]
    left = len(report.failures) - len(shown)
    return Sheet(
        say("verify.label.failures"),
        (),
        (),
        (
            *(
                f"{printable(one.place)}: {spoken(one.code, one.fields)} [{one.code}]"
                for one in shown
            ),
            *([say("verify.more", number=left)] if left else []),
        ),
    )


def _time(seconds: int) -> str:
    if seconds > _LAST_TIME:
        return str(seconds)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC"
