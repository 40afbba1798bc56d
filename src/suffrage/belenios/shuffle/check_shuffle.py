"""Checking a shuffle: five equations, and one an answer, each about all answers at once.

The first message is recomputed from challenge and responses, and compared as text with what the
prover wrote: a text that is equal to an element's is canonical and in the group.
"""

from collections.abc import Iterator
from functools import reduce
from itertools import chain

from suffrage.belenios.shuffle.challenges import (
    ShuffleStatement,
    proof_challenge,
    transcript,
    weights,
)
from suffrage.belenios.shuffle.record import ShuffleProof, read_responses
from suffrage.errors import Malformed, NotVerified

__all__ = ["vartime_check_shuffle"]


def vartime_check_shuffle(statement: ShuffleStatement, proof: ShuffleProof) -> None:
    """The proof holds for this statement.

    Raises ``NotVerified("bel.shuffle-equation")`` with the name of the first equation that fails
    (``t1``, ``t2``, ``t3``, ``t41``, ``t42``, or the number of a link, ``link 0``);
    ``Malformed``: ``bel.shuffle-size`` unless there are as many inputs, outputs and entries in
    each array of the proof, ``bel.point`` and ``bel.exponent`` with the index in the proof.
    """
    _check_sizes(statement, proof)
    t = proof.commitments
    written = {"t1": t.t1, "t2": t.t2, "t3": t.t3, "t41": t.t4[0], "t42": t.t4[1]}
    named = chain(written.items(), ((f"link {i}", text) for i, text in enumerate(t.links)))
    for (name, text), right in zip(named, _recompute(statement, proof), strict=True):
        if text != right:
            raise NotVerified("bel.shuffle-equation", equation=name)


def _check_sizes(statement: ShuffleStatement, proof: ShuffleProof) -> None:
    number = statement.number
    sizes = (len(statement.after.alphas), *proof.sizes())
    if set(sizes) != {number}:
        raise Malformed("bel.shuffle-size", number=number)


def _recompute(statement: ShuffleStatement, proof: ShuffleProof) -> Iterator[str]:
    """The texts that the first message must have."""
    group, number, q = statement.group, statement.number, statement.group.order
    before, after = statement.before, statement.after
    about = transcript(statement, proof.columns)
    u = weights(statement, about)
    c = proof_challenge(statement, about, proof.commitments, proof.chain)
    (s1, s2, s3, s4), links, weighing = read_responses(group, proof.responses)
    points = group.decode([*proof.columns, *proof.chain])
    columns, linked = points.take(range(number)), points.take(range(number, 2 * number))
    g, h, generators = group.base([1]), group.independent([-1]), group.independent(range(number))
    every = h.join(linked)
    matrix = group.product(columns).join(group.product(generators))
    weighed = reduce(lambda product, weight: product * weight % q, u, c)
    past = [-c * weight % q for weight in u]
    sums = [
        (g.join(matrix), [s1, -c, c]),
        (g.join(every.take([number]), h), [s2, -c, weighed]),
        (g.join(generators, columns), [s3, *weighing, *past]),
        (statement.key.join(after.betas, before.betas), [-s4, *weighing, *past]),
        (g.join(after.alphas, before.alphas), [-s4, *weighing, *past]),
    ]
    for bases, exponents in sums:
        yield from group.encode(group.vartime_power_product(bases, exponents))
    previous = every.take(range(number))
    yield from group.encode(group.vartime_commit(weighing, previous, [-c] * number, linked, links))
