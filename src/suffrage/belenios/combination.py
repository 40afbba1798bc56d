"""One random linear combination of all equations of many ballots (Bellare, Garay, Rabin, 1998).

Each commitment that ``claims`` defines by an equation is given; the equation says that a product
of powers is the identity. Each is raised to a random coefficient of 128 bits of its own, and the
product of all of them must be the identity too: if one equation does not hold, it is so with a
probability of 2^-128, provided that every element lies in the group of prime order and that the
coefficients were drawn after all else was fixed. Both are this module's conditions: ``Points`` are
in the group, and entropy is asked for here, after the ballots and the commitments have been read.

The powers of the generator and of the election's key are summed over all ballots; a sum of
ciphertexts stands for its members. So a ballot costs one power of 128 bits for each commitment
and one of full length for each point that it contains.
"""

from collections.abc import Sequence

from suffrage.belenios.claims import Claims
from suffrage.belenios.group import Entropy, Group, Points
from suffrage.belenios.parse_ballot import ParsedBallot
from suffrage.errors import Unavailable

__all__ = ["vartime_check_equations"]

_COEFFICIENT = 16


def vartime_check_equations(
    group: Group,
    key: Points,
    claims: Claims,
    *,
    ballots: Sequence[ParsedBallot],
    points: Points,
    commitments: Points,
    entropy: Entropy,
) -> None:
    """Checks all equations of these ballots at once.

    ``points`` are the decoded texts of all ballots one after another, ``commitments`` likewise.
    Raises ``NotVerified("bel.not-one")``, which names no ballot; ``Unavailable("bel.entropy")``.
    """
    exponents = list[int]()
    coefficients = _draw(claims.commitments * len(ballots), entropy)
    of_generator = of_key = 0
    for index, ballot in enumerate(ballots):
        start = claims.commitments * index
        generator, keyed, own = _combine(
            claims, ballot, coefficients[start : start + claims.commitments]
        )
        of_generator += generator
        of_key += keyed
        exponents += own
    # Read back as a public element: what ``base`` gives may be kept as a secret, and all that is
    # joined with it too.
    g = group.decode(group.encode(group.base([1])))
    order = group.order
    group.vartime_equal_one(
        points.join(commitments, key, g),
        [*(e % order for e in exponents), *coefficients, of_key % order, of_generator % order],
    )


def _draw(number: int, entropy: Entropy) -> list[int]:
    data = entropy(_COEFFICIENT * number)
    if len(data) != _COEFFICIENT * number:
        raise Unavailable("bel.entropy")
    starts = range(0, len(data), _COEFFICIENT)
    return [int.from_bytes(data[start : start + _COEFFICIENT], "little") for start in starts]


def _combine(
    claims: Claims, ballot: ParsedBallot, drawn: Sequence[int]
) -> tuple[int, int, list[int]]:
    """The exponents of the generator, of the key and of the ballot's own points.

    The commitments have the drawn coefficients themselves, everything else the opposite ones.
    """
    c, r = ballot.challenges, ballot.responses
    number, fixed = len(claims.first), 2 * claims.width + 1 + claims.masks
    own = [0] * (fixed + len(claims.sums))
    generator = keyed = 0
    for place, coefficient, challenge, response in zip(claims.first, drawn, c, r, strict=False):
        generator -= coefficient * response
        own[place] -= coefficient * challenge
    for index, place in enumerate(claims.second):
        coefficient, claim = drawn[number + index], claims.doubles[index]
        part = coefficient * c[claim]
        keyed -= coefficient * r[claim]
        own[place] -= part
        generator += part * claims.plains[index]
    for mask, index in enumerate(claims.masked):
        own[2 * claims.width + 1 + mask] -= drawn[number + index] * c[number + mask]
    for places, exponent in zip(claims.sums, own[fixed:], strict=True):
        for place in places:
            own[place] += exponent
    return generator, keyed, own[:fixed]
