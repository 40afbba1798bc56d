"""What the proofs of a ballot claim, as plain data: the heart of checking and of making ballots.

All ballots of one election make the same claims about their ciphertexts; only numbers and texts
differ from ballot to ballot. So the claims are laid out once, with the election, and a check has
three steps:

1. ``parse_ballot`` turns bytes into texts, challenges c and responses r, without the group;
2. ``Claims`` (here) says which commitments follow from them, and which hash each must give;
3. ``check_claims`` computes the commitments and compares the hashes.

The layout. A ballot of ``width`` ciphertexts (all questions one after another) is the array of
points

    alpha_0 … alpha_(n-1)  beta_0 … beta_(n-1)  credential  A0 …  sums

where ``A0 …`` are the commitments that nonzero proofs carry, and each entry of ``sums`` is the
product of the points at the places it names. Claim i has a challenge c_i and a response r_i, and

    A_i = g^r_i · P^c_i                      P = points[first[i]]
    B_j = y^r_i · P^c_i · g^(-m·c_i)         P = points[second[j]], i = doubles[j], m = plains[j]

A_i and B_i are those of "the ciphertext encrypts m" (Chaum and Pedersen, 1992); where only A is
hashed the claim is "the exponent is known" (Schnorr, 1989). A nonzero proof is one more claim of
the same form, with its two responses t1, t2 in the places of c, r and B_j multiplied by A0^c for
its own challenge c (``masked``); those challenges stand in the list of c after the claims' own.

The commitments in one list are A_0 …, B_0 …, A0 …; each ``Challenge`` says which of them are
hashed after which prefix, and which challenges must add up to the hash.

Two ways to use it. Alone (a), the commitments are computed, written as texts and hashed. In
batches (b), commitments given by a side file are hashed, and all equations above are checked at
once by one random linear combination; each is already of the form "product of powers of g, y and
points of the ballot", a sum being the points that it names.
"""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Challenge", "Claims", "Form", "Statement", "lay_out", "prefix", "prefixes", "subjects"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One proof of an answer: at least one of ``claims`` is true (Cramer and others, 1994).

    A claim is (place, m): the ciphertext or sum at this place of the question encrypts m; or
    (place, None): the exponent of its alpha is known. The prefix hashed is

        tag S | lead alpha,beta |      or  tag S |  where ``stated`` is None

    with S = fingerprint | credential, followed, if ``whole``, by all ciphertexts of the question.
    ``masked`` marks the proof that the one claim, m = 0, is false.
    """

    tag: str
    whole: bool
    claims: tuple[tuple[int, int | None], ...]
    stated: int | None = None
    lead: str = ""
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What every answer to one question contains and must prove.

    ``width`` ciphertexts, then for each of ``sums`` the product of those at its places; ``sizes``
    are the lengths of everything in an answer, in the order in which its kind lists them.
    """

    width: int
    sizes: tuple[int, ...]
    statements: tuple[Statement, ...]
    sums: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Challenge:
    """One hash: the proof it belongs to, its prefix, what is hashed, and what must equal it.

    ``question`` is None for the ballot's signature. The prefix is ``tag``, subject, ``|`` and,
    where ``stated`` is not None, ``lead``, the pair at this place and ``|``. Subjects are numbered
    0 the digest that is signed, 1 S0, 2 + q the S of all ciphertexts of question q. ``summed`` is
    the range of the challenges that must add up to the hash.
    """

    question: int | None
    proof: int
    tag: str
    subject: int
    lead: str
    stated: int | None
    commitments: tuple[int, ...]
    summed: slice


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of all ballots of one election; see the module for the layout.

    ``rows`` gives each question's ciphertexts. ``named`` numbers, among the sums, the alpha of
    each pair whose texts a prefix needs; these pairs have the places ``width`` and on.
    """

    width: int
    masks: int
    rows: tuple[range, ...]
    sums: tuple[tuple[int, ...], ...]
    named: tuple[int, ...]
    first: tuple[int, ...]
    second: tuple[int, ...]
    doubles: tuple[int, ...]
    plains: tuple[int, ...]
    masked: tuple[int, ...]
    challenges: tuple[Challenge, ...]

    @property
    def commitments(self) -> int:
        """How many commitments a ballot's equations define."""
        return len(self.first) + len(self.second)

    def where(self, place: int) -> str:
        """The part of the ballot from which the decoded point at this place comes."""
        if place == 2 * self.width:
            return "credential"
        if place > 2 * self.width:
            masked = [c.question for c in self.challenges if c.summed.start >= len(self.first)]
            return f"answers[{masked[place - 2 * self.width - 1]}].nonzero_proof"
        return next(
            f"answers[{question}]"
            for question, row in enumerate(self.rows)
            if place % self.width in row
        )


def prefix(tag: str, subject: str, lead: str = "", stated: str | None = None) -> str:
    """What is hashed before the commitments; ``stated`` is the pair of texts ``alpha,beta``."""
    return f"{tag}{subject}|" if stated is None else f"{tag}{subject}|{lead}{stated}|"


def subjects(
    rows: Sequence[range], fingerprint: str, credential: str, digest: str, pairs: Sequence[str]
) -> list[str]:
    """What the prefixes of a ballot are about: its digest, S0, and the S of each question.

    S0 = fingerprint | credential; S = S0 | all pairs of the question, joined by commas.
    """
    owner = f"{fingerprint}|{credential}"
    wholes = [",".join(pairs[row.start : row.stop]) for row in rows]
    return [digest, owner, *(f"{owner}|{whole}" for whole in wholes)]


def prefixes(claims: Claims, about: Sequence[str], pairs: Sequence[str]) -> list[str]:
    """The prefix of each challenge; ``pairs`` of the ciphertexts and then of the named sums."""
    return [
        prefix(
            challenge.tag,
            about[challenge.subject],
            challenge.lead,
            None if challenge.stated is None else pairs[challenge.stated],
        )
        for challenge in claims.challenges
    ]


def lay_out(forms: Sequence[Form]) -> Claims:
    """The claims of ballots whose answers have these forms, and of their signatures."""
    layout = _Layout(forms)
    for index, form in enumerate(forms):
        layout.add_question(index, form)
    return layout.claims()


class _Layout:
    """Claims under construction, question by question; it never leaves this module."""

    def __init__(self, forms: Sequence[Form]) -> None:
        statements = [statement for form in forms for statement in form.statements]
        claims = [claim for statement in statements for claim in statement.claims]
        self.width = sum(form.width for form in forms)
        self.masks = sum(statement.masked for statement in statements)
        self.seconds_from = 1 + len(claims)
        self.masks_from = self.seconds_from + sum(plain is not None for _, plain in claims)
        self.rows: list[range] = []
        self.sums: list[tuple[int, ...]] = []
        self.named: dict[int, int] = {}
        self.first, self.second = [2 * self.width], list[int]()
        self.doubles, self.plains, self.masked = list[int](), list[int](), list[int]()
        self.challenges = [Challenge(None, 0, "sig|", 0, "", None, (0,), slice(0, 1))]

    def add_question(self, index: int, form: Form) -> None:
        """The claims of the next question."""
        start = self.rows[-1].stop if self.rows else 0
        self.rows.append(range(start, start + form.width))
        alphas = list(self.rows[-1])
        betas = [self.width + place for place in alphas]
        sums_from = 2 * self.width + 1 + self.masks
        for places in form.sums:
            for row in (alphas, betas):
                row.append(sums_from + len(self.sums))
                self.sums.append(tuple(row[place] for place in places))
        for proof, statement in enumerate(form.statements):
            self._add_statement(index, proof, statement, alphas, betas)

    def _add_statement(
        self, index: int, proof: int, statement: Statement, alphas: list[int], betas: list[int]
    ) -> None:
        begin, commitments = len(self.first), list[int]()
        if statement.masked:
            commitments.append(self.masks_from + len(self.masked))
            self.masked.append(len(self.second))
        for place, plain in statement.claims:
            commitments.append(len(self.first))
            if plain is not None:
                commitments.append(self.seconds_from + len(self.second))
                self.doubles.append(len(self.first))
                self.plains.append(plain)
                self.second.append(betas[place])
            self.first.append(alphas[place])
        own = self.seconds_from + len(self.masked) - 1
        self.challenges.append(
            Challenge(
                question=index,
                proof=proof,
                tag=statement.tag,
                subject=2 + index if statement.whole else 1,
                lead=statement.lead,
                stated=self._pair(statement.stated, alphas),
                commitments=tuple(commitments),
                summed=slice(own, own + 1) if statement.masked else slice(begin, len(self.first)),
            )
        )

    def _pair(self, stated: int | None, alphas: list[int]) -> int | None:
        """The place of the pair of texts that a prefix states."""
        if stated is None or alphas[stated] < self.width:
            return stated if stated is None else alphas[stated]
        number = alphas[stated] - 2 * self.width - 1 - self.masks
        return self.width + self.named.setdefault(number, len(self.named))

    def claims(self) -> Claims:
        """What has been laid out."""
        return Claims(
            width=self.width,
            masks=self.masks,
            rows=tuple(self.rows),
            sums=tuple(self.sums),
            named=tuple(self.named),
            first=tuple(self.first),
            second=tuple(self.second),
            doubles=tuple(self.doubles),
            plains=tuple(self.plains),
            masked=tuple(self.masked),
            challenges=tuple(self.challenges),
        )
