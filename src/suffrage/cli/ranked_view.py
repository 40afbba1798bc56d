"""A count of ranked or graded ballots and its trace, as tables for a person."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from suffrage.cli.figures import percent, readable
from suffrage.cli.language import language, say
from suffrage.cli.tables import Sheet
from suffrage.rules.outcome import RankingTrace, Tied
from suffrage.rules.ranked.outcome import RankedOutcome
from suffrage.rules.ranked.traces import JudgmentTrace, Round, RoundsTrace, SchulzeTrace, Split

__all__ = ["ranked_sheets", "votes_text"]

# Longer fractions say nothing to a reader; the trace holds them whole.
_LONGEST: Final = 10_000
_DECIMALS: Final = 4
_NONE: Final = "·"


def ranked_sheets(outcome: RankedOutcome) -> Iterator[Sheet]:
    """The tiers with what the count came to, then the figures that decided."""
    yield Sheet(
        say(f"ranked.label.{outcome.method.name}"),
        (say("ranked.label.place"), say("ranked.label.options")),
        tuple(_places(outcome.tiers)),
        tuple(_notes(outcome)),
    )
    match outcome.trace:
        case SchulzeTrace():
            yield from _schulze(outcome.options, outcome.trace)
        case JudgmentTrace():
            yield _judgment(outcome.trace)
        case RoundsTrace():
            for number, one in enumerate(outcome.trace.rounds, 1):
                yield _round(number, one)
        case _:
            yield _approvals(outcome.trace)


def votes_text(votes: Fraction) -> str:
    """A number of votes: exactly where its fraction is short, else four decimals, cut.

    >>> votes_text(Fraction(19, 4)), votes_text(Fraction(10**9, 3 * 10**8 + 1))
    ('19/4 (4.75)', '3.3333…')
    """
    if votes.denominator < _LONGEST:
        return readable(votes)
    whole, rest = divmod(votes.numerator * 10**_DECIMALS // votes.denominator, 10**_DECIMALS)
    return f"{whole}{',' if language() == 'fr' else '.'}{rest:0{_DECIMALS}}…"


def _places(tiers: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, str]]:
    first = 1
    for tier in tiers:
        last = first + len(tier) - 1
        yield str(first) if first == last else f"{first}–{last}", ", ".join(tier)
        first = last + 1


def _notes(outcome: RankedOutcome) -> Iterator[str]:
    ballots = outcome.ballots
    for ended in outcome.resolved:
        options, chosen = ", ".join(ended.tie.options), ", ".join(ended.chosen)
        yield say("ranked.resolved", options=options, chosen=chosen)
    if outcome.elected:
        yield say("ranked.elected", options=", ".join(outcome.elected))
    if outcome.tie:
        yield _tie(outcome.tie)
    yield say(
        "ranked.ballots",
        valid=ballots.valid,
        blank=ballots.blank,
        void=ballots.void,
        distinct=ballots.distinct,
    )
    if isinstance(outcome.trace, RoundsTrace) and outcome.trace.unranked:
        yield say("ranked.unranked", options=", ".join(outcome.trace.unranked))


def _tie(tie: Tied) -> str:
    options = ", ".join(tie.options)
    if tie.goal == "elected":
        return say("ranked.tied", options=options, places=tie.places)
    return say("ranked.tied-stay", options=options, places=tie.places)


def _schulze(options: tuple[str, ...], trace: SchulzeTrace) -> Iterator[Sheet]:
    headings = (say("ranked.label.option"), *(str(number) for number in range(1, len(options) + 1)))
    preferred = [[str(ballots) for ballots in row] for row in trace.preferred]
    chains = [
        [f"{one.winning}–{one.losing}" if one.winning else _NONE for one in row]
        for row in trace.chains
    ]
    for title, matrix in (("preferred", preferred), ("chains", chains)):
        for place, row in enumerate(matrix):
            row[place] = _NONE
        rows = zip(enumerate(options, 1), matrix, strict=True)
        yield Sheet(
            say(f"ranked.label.{title}"),
            headings,
            tuple((f"{number} {option}", *row) for (number, option), row in rows),
        )


def _judgment(trace: JudgmentTrace) -> Sheet:
    grades = range(1, len(trace.grades[0].counts) + 1)
    return Sheet(
        say("ranked.label.grades"),
        (say("ranked.label.option"), *map(str, grades), say("ranked.label.median")),
        tuple((one.option, *map(str, one.counts), str(one.median)) for one in trace.grades),
        tuple(map(_split, trace.splits)),
    )


def _split(split: Split) -> str:
    before, after = ", ".join(split.before), ", ".join(split.after)
    better, worse = split.medians
    if not split.removed:
        return say("ranked.split-first", before=before, after=after, better=better, worse=worse)
    return say(
        "ranked.split",
        before=before,
        after=after,
        removed=split.removed,
        better=better,
        worse=worse,
    )


def _round(number: int, one: Round) -> Sheet:
    gains = {}
    if one.transfer is not None:
        gains = {gain.option: f"+{votes_text(gain.votes)}" for gain in one.transfer.gains}
    return Sheet(
        say("ranked.round", round=number, needed=one.needed),
        (say("ranked.label.option"), say("ranked.label.votes"), say("ranked.label.gained")),
        tuple(
            (line.option, votes_text(line.votes), gains.get(line.option, "")) for line in one.totals
        ),
        tuple(_round_notes(one)),
    )


def _round_notes(one: Round) -> Iterator[str]:
    options = ", ".join(one.options)
    match one.step:
        case "elected":
            yield say("ranked.step-elected", options=options)
        case "eliminated":
            yield say("ranked.step-eliminated", options=options)
        case "filled":
            yield say("ranked.step-filled", options=options)
        case "tied":
            yield say("ranked.step-tied", options=options)
    if one.transfer is not None and one.step == "elected":
        yield say("ranked.surplus", worth=votes_text(one.transfer.worth))
    exhausted = one.exhausted + (one.transfer.exhausted if one.transfer else 0)
    if exhausted:
        yield say("ranked.exhausted", votes=votes_text(exhausted))


def _approvals(trace: RankingTrace) -> Sheet:
    return Sheet(
        say("ranked.label.approvals"),
        (say("ranked.label.option"), say("ranked.label.votes"), say("ranked.label.share")),
        tuple(
            (line.option, str(line.votes), percent(line.votes, trace.denominator))
            for line in trace.ranking
        ),
    )
