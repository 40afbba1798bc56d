"""What a member reads: the sentences of a message, in the member's language.

No sentence contains a link: whoever expects one from the registrar can be sent a false one.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from suffrage.conduct.boxes import live_run
from suffrage.conduct.state import State
from suffrage.model.definition import Definition
from suffrage.registrar.electorate import Voter
from suffrage.registrar.runs import Run
from suffrage.words import Language, sentence

__all__ = ["Wording", "credential_mail", "opening_mail", "wording"]

_WIDTH: Final = 72


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one member's letter, in order, around the credential."""

    language: Language
    subject: str
    greeting: str
    intro: str
    hours: tuple[str, ...]
    label: str
    alphabet: str
    advice: tuple[str, ...]
    closing: str


def wording(state: State, voter: Voter, runs: Sequence[Run]) -> Wording:
    """The sentences for a member and the runs that the credential serves."""
    said, definition = voter.language, state.rules
    title = _in_language(definition.title, said) or definition.slug
    factors = definition.box_by_id[runs[0].box].factors
    return Wording(
        language=said,
        subject=sentence("registrar.letter.subject", {"title": title}, said),
        greeting=sentence("registrar.letter.greeting", {"name": voter.name}, said),
        intro=sentence("registrar.letter.intro", {"title": title}, said),
        hours=tuple(_hours(state, runs, said)),
        label=sentence("registrar.letter.credential", {}, said),
        alphabet=sentence("registrar.letter.alphabet", {}, said),
        advice=(
            sentence("registrar.letter.use", {"channel": _channel(factors.code, said)}, said),
            sentence("registrar.letter.keep", {}, said),
            sentence("registrar.letter.lost", {}, said),
        ),
        closing=sentence("registrar.letter.closing", {"origin": definition.origin}, said),
    )


def credential_mail(words: Wording, credential: str) -> str:
    """The text of an e-mail that carries a credential."""
    parts = [
        words.greeting,
        words.intro,
        "\n".join(f"- {line}" for line in words.hours),
        f"{words.label}\n\n    {credential}\n",
        words.alphabet,
        *words.advice,
        words.closing,
    ]
    return "\n\n".join(_wrapped(part) for part in parts) + "\n"


def opening_mail(definition: Definition, voter: Voter) -> tuple[str, str]:
    """Subject and text of the e-mail that brings a member's opening as a file."""
    said = voter.language
    title = _in_language(definition.title, said) or definition.slug
    parts = [
        sentence("registrar.letter.greeting", {"name": voter.name}, said),
        sentence("registrar.opening.text", {"title": title}, said),
        sentence("registrar.opening.check", {}, said),
        sentence("registrar.letter.closing", {"origin": definition.origin}, said),
    ]
    subject = sentence("registrar.opening.subject", {"title": title}, said)
    return subject, "\n\n".join(_wrapped(part) for part in parts) + "\n"


def _hours(state: State, runs: Sequence[Run], said: Language) -> Iterator[str]:
    """When each run is open: a later run of a box has hours of its own."""
    for run in runs:
        contest = state.rules.contest_by_id[state.rules.box_by_id[run.box].contest]
        live = live_run(state, run.box, run.run)
        zone = state.rules.time_zone
        fields = {
            "contest": _in_language(contest.title, said) or contest.heading,
            "opens": _local(live.opens, zone, said),
            "closes": _local(live.closes, zone, said),
        }
        yield sentence("registrar.letter.hours", fields, said)


def _local(instant: str, zone: str, said: Language) -> str:
    """The moment on the members' clocks."""
    local = datetime.fromisoformat(instant).astimezone(ZoneInfo(zone))
    return local.strftime("%d/%m/%Y à %H h %M" if said == "fr" else "%Y-%m-%d at %H:%M")


def _channel(factor: str, said: Language) -> str:
    if factor == "e-mail":
        return sentence("registrar.letter.by-mail", {}, said)
    if factor == "letter":
        return sentence("registrar.letter.by-post", {}, said)
    return factor


def _in_language(texts: dict[str, str], said: Language) -> str:
    return texts.get(said) or next(iter(texts.values()), "")


def _wrapped(part: str) -> str:
    """A paragraph of mail; what has lines of its own keeps them."""
    return part if "\n" in part else textwrap.fill(part, _WIDTH, break_long_words=False)
