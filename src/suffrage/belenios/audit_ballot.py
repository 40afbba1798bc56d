"""Opening an unsigned ballot on a second device: does it encrypt what the voter chose?

A voter who doubts the first device has it open the ballot instead of signing it, chooses anew and
decides anew (Benaloh, 2006): since the device fixes the ballot before it knows which it will be,
it cheats at the risk of being seen. The opening is ``docs/spec/ballot-audit.md``. It tells the
choices to whoever reads it, so an opened ballot is never signed, and a signed one never opened.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.election import Election
from suffrage.belenios.group import Group, Points
from suffrage.belenios.hashing import short_digest
from suffrage.belenios.make_ballot import Encrypted
from suffrage.belenios.places import place
from suffrage.belenios.questions.kind import Choice, Contents
from suffrage.belenios.questions.table import Question, kind_of
from suffrage.belenios.shapes import nest
from suffrage.belenios.strict_json import Exponent, Record, read, read_exponents, write
from suffrage.errors import Malformed, NotVerified, Refused

__all__ = ["Opened", "check_opening", "open_ballot"]


class _Opening(Record, frozen=True, kw_only=True):
    format: Literal["suffrage-audit/1"]
    ballot: msgspec.Raw
    randomness: tuple[tuple[Exponent, ...], ...]


class Opened(msgspec.Struct, frozen=True):
    """What an opened ballot encrypts: ``hash`` as the first device showed it, the choices."""

    hash: str
    choices: tuple[Choice, ...]


def open_ballot(encrypted: Encrypted) -> bytes:
    """The opening of a ballot that is given up; it must never be signed after this."""
    opening = _Opening(
        format="suffrage-audit/1",
        ballot=msgspec.Raw(encrypted.data),
        randomness=tuple(tuple(map(str, row)) for row in encrypted.randomness),
    )
    return write(opening)


def check_opening(election: Election, data: bytes) -> Opened:
    """The choices that an opened ballot of this election encrypts, from its exponents.

    Each alpha must be g^r, and beta/y^r the plaintext of an allowed choice. The proofs of the
    ballot are not looked at: false ones would only have it refused. Raises
    ``NotVerified``: ``bel.ballot-election``, ``bel.audit`` with the question; ``Malformed``:
    ``bel.json``, ``bel.canonical``, ``bel.ballot-shape``, ``bel.point``, ``bel.exponent``;
    ``Refused("bel.audit-signed")`` for a ballot that somebody signed all the same.
    """
    opening = read(data, _Opening, "audit")
    ballot = read(bytes(opening.ballot), election.ballots, "ballot")
    if ballot.signature is not None:
        raise Refused("bel.audit-signed")
    if (ballot.election_uuid, ballot.election_hash) != (election.record.uuid, election.fingerprint):
        raise NotVerified("bel.ballot-election")
    questions = election.record.questions
    if len(opening.randomness) != len(questions):
        raise Malformed("bel.ballot-shape", question=0)
    choices = []
    for index, question in enumerate(questions):
        with place(f"answers[{index}]"):
            contents = _contents(election, index, ballot.answers[index])
            choices.append(_opened(election, index, question, contents, opening.randomness[index]))
    return Opened(short_digest(bytes(opening.ballot)), tuple(choices))


def _contents(election: Election, index: int, answer: object) -> Contents:
    kind = kind_of(election.record.questions[index])
    if kind.sizes(answer) != election.forms[index].sizes:
        raise Malformed("bel.ballot-shape", question=index)
    return kind.contents(answer)


def _opened(
    election: Election, index: int, question: Question, contents: Contents, texts: Sequence[str]
) -> Choice:
    group = election.group
    alphas = [ciphertext.alpha for ciphertext in contents.ciphertexts]
    betas = [ciphertext.beta for ciphertext in contents.ciphertexts]
    if len(texts) != len(alphas):
        raise Malformed("bel.ballot-shape", question=index)
    exponents = read_exponents(list(texts), group.order)
    given = Ciphertexts(group.decode(alphas), group.decode(betas))
    if group.encode(group.base(exponents)) != alphas:
        raise NotVerified("bel.audit", question=index)
    masks = group.times(election.key.take([0] * len(exponents)), [-r for r in exponents])
    choice = _choice(group, question, group.add(given.betas, masks))
    if choice is None or kind_of(question).plan(question, choice) is None:
        raise NotVerified("bel.audit", question=index)
    return choice


def _choice(group: Group, question: Question, plain: Points) -> Choice | None:
    """The choice that these plaintexts stand for; None where they stand for none."""
    kind = kind_of(question)
    if kind.embeds is not None:
        (vector,) = group.extract(plain, kind.embeds(question))
        # Several elements hold the same numbers; the one that the protocol names is meant.
        return vector if group.encode(group.embed([vector])) == group.encode(plain) else None
    bits = {text: bit for bit, text in enumerate(group.encode(group.base([0, 1])))}
    found = [bits.get(text) for text in group.encode(plain)]
    row = kind.row(question)
    known = [bit for bit in found if bit is not None]
    if len(known) != len(found):
        return None
    nested: tuple[Choice] = nest((row,), known)
    return nested[0]
