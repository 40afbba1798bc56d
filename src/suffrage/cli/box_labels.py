"""How the parts of a box are called on a screen: questions, what is counted, trustees' keys."""

from collections.abc import Iterator, Sequence
from typing import Any

from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.questions.lists import Lists
from suffrage.belenios.questions.table import Question
from suffrage.belenios.strict_json import write
from suffrage.belenios.trustee import Trustee
from suffrage.cli.language import say
from suffrage.cli.verify_words import printable

__all__ = ["asked", "key_fingerprint", "labelled", "option_names"]


def asked(question: Question) -> str:
    """The text of a question, as it was written."""
    return question.question if isinstance(question, Homomorphic) else question.value.question


def labelled(question: Homomorphic | Lists, counts: Sequence[Any]) -> Iterator[tuple[str, int]]:
    """Each count with the option, list or candidate that it counts."""
    if isinstance(question, Lists):
        for names, numbers in zip(question.value.answers, counts, strict=True):
            yield from zip(map(printable, names), numbers, strict=True)
    else:
        blank = (say("archive.label.blank"),) if question.blank else ()
        yield from zip((*blank, *map(printable, question.answers)), counts, strict=True)


def option_names(answers: Sequence[str]) -> tuple[str, ...]:
    """The answers as names; where two look the same, all with their numbers from 1.

    >>> option_names(("Ann", "Bob")), option_names(("Ann", "Ann"))
    (('Ann', 'Bob'), ('1 Ann', '2 Ann'))
    """
    names = tuple(map(printable, answers))
    if len(set(names)) == len(names):
        return names
    return tuple(f"{number} {name}" for number, name in enumerate(names, 1))


def key_fingerprint(trustee: Trustee) -> str:
    """The SHA-256 of a public key as its record holds it, as Belenios' tool prints it."""
    return wide_digest(write(trustee.public_key))
