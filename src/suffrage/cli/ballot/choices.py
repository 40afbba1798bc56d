"""A voter's choices as text: one line a question, in the numbers that the question shows.

* Choose among answers: their numbers, ``1,3``; nothing for none; ``blank`` where it is offered.
* Choose a list: its number, then those of its candidates, ``2: 1,3``.
* Rank or grade: one number for each answer in turn, ``1,3,2``.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.questions.kind import Choice
from suffrage.belenios.questions.lists import Lists
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic
from suffrage.belenios.questions.table import Question
from suffrage.cli.language import say
from suffrage.errors import Refused

__all__ = ["parse_choice", "question_lines", "spoken_choice"]

BLANK: Final = "blank"
_NUMBERS = re.compile(r"[0-9]{1,3}(?: *, *[0-9]{1,3})*")


def parse_choice(question: Question, text: str, index: int) -> Choice:
    """The choice that a line stands for; whether the rules allow it is asked later.

    Raises ``Refused("bel.choice")`` with the index of the question, without showing the line.
    """
    found = _PARSERS[type(question)](question, text.strip())
    if found is None:
        raise Refused("bel.choice", index=index)
    return found


def question_lines(question: Question, number: int) -> Iterator[str]:
    """The question with its numbered answers, and how to answer it."""
    asked = question if isinstance(question, Homomorphic) else question.value
    yield f"{number}. {asked.question}"
    for place, answer in enumerate(asked.answers, 1):
        if isinstance(answer, str):
            yield f"   {place}  {answer}"
            continue
        yield f"   {place}  {answer[0]}"
        yield from (f"        {inner}  {name}" for inner, name in enumerate(answer[1:], 1))
    yield f"   {_how(question)}"


def spoken_choice(question: Question, choice: Choice) -> str:
    """The choice in the question's own words."""
    numbers: Any = choice
    if isinstance(question, Homomorphic):
        if question.blank and numbers[0]:
            return say("ballot.blank")
        chosen = numbers[int(question.blank) :]
        names = [name for name, bit in zip(question.answers, chosen, strict=True) if bit]
        return ", ".join(names) or say("ballot.none")
    if isinstance(question, Lists):
        pairs = zip(question.value.answers, numbers, strict=True)
        listed, bits = next((listed, bits) for listed, bits in pairs if bits[0])
        own = [name for name, bit in zip(listed[1:], bits[1:], strict=True) if bit]
        return f"{listed[0]}: {', '.join(own)}"
    given = zip(question.value.answers, numbers, strict=True)
    return ", ".join(f"{name} = {number}" for name, number in given)


def _how(question: Question) -> str:
    if isinstance(question, Homomorphic):
        bounds = {"least": question.min, "most": question.max}
        return say("ballot.how-blank" if question.blank else "ballot.how", **bounds)
    return say("ballot.how-lists" if isinstance(question, Lists) else "ballot.how-numbers")


def _numbers(text: str) -> list[int] | None:
    if not text:
        return []
    if _NUMBERS.fullmatch(text) is None:
        return None
    return [int(part) for part in text.split(",")]


def _bits(text: str, size: int) -> list[int] | None:
    """One bit for each of ``size`` answers, from their numbers; None for a wrong number."""
    numbers = _numbers(text)
    if numbers is None or len(set(numbers)) != len(numbers):
        return None
    if not all(1 <= number <= size for number in numbers):
        return None
    return [int(place in numbers) for place in range(1, size + 1)]


def _homomorphic(question: Homomorphic, text: str) -> Choice | None:
    size = len(question.answers)
    if question.blank and text == BLANK:
        return [1, *[0] * size]
    bits = _bits(text, size)
    return None if bits is None else [*[0] * question.blank, *bits]


def _lists(question: Lists, text: str) -> Choice | None:
    head, colon, rest = text.partition(":")
    chosen = _bits(head.strip(), len(question.value.answers))
    if not colon or chosen is None or sum(chosen) != 1:
        return None
    rows = []
    for names, bit in zip(question.value.answers, chosen, strict=True):
        own = _bits(rest.strip() if bit else "", len(names) - 1)
        if own is None:
            return None
        rows.append([bit, *own])
    return rows


def _non_homomorphic(_question: NonHomomorphic, text: str) -> Choice | None:
    return _numbers(text)


_PARSERS: Final[dict[type, Callable[[Any, str], Choice | None]]] = {
    Homomorphic: _homomorphic,
    Lists: _lists,
    NonHomomorphic: _non_homomorphic,
}
