"""Commitments to the figures of a sealed sheet (``docs/spec/sealed-sheet.md``).

Pedersen 1991 over the prime-order group of Ed25519: C = G^figure · g^blinding, with a generator
of its own for each figure of each contest of each board. A commitment hides its figure whatever
one can compute, and binds to it as long as nobody knows a logarithm between generators; it does
not bound the figure. Products of commitments commit to sums.

>>> blindings = fresh_blindings(figures, entropy)                        # doctest: +SKIP
>>> sealed = commit(origin, "text", figures, blindings)                  # doctest: +SKIP
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Entropy, Group, Points, random_scalars
from suffrage.belenios.hash_to_curve import hash_to_curve
from suffrage.errors import Inconsistent, Malformed, NotVerified, Refused

__all__ = [
    "check_blindings",
    "check_commitments",
    "check_fresh",
    "check_opening",
    "check_product",
    "commit",
    "fresh_blindings",
    "sum_blindings",
]

_SMALL: Final = 2**128
"""A uniform blinding is smaller once in 2^124 draws."""

_TAG: Final = b"SUFFRAGE-SEALED-SHEET-V1-with-edwards25519_XMD:SHA-512_ELL2_RO_"


def fresh_blindings(names: Iterable[str], entropy: Entropy) -> dict[str, str]:
    """A uniform blinding for each figure; raises ``Unavailable("bel.entropy")``."""
    wanted = tuple(names)
    return dict(
        zip(wanted, map(_text, random_scalars(_group(), len(wanted), entropy)), strict=True)
    )


def check_blindings(blindings: Mapping[str, str]) -> None:
    """Raise ``Malformed("seal.blinding")`` where blindings hide nothing: small ones, or one twice.

    The quotient of two commitments with one blinding holds their figures alone, and a small
    blinding is found by trying: so an opening that somebody wrote by hand is refused.
    """
    seen: set[int] = set()
    for name, text in blindings.items():
        number = _exponent(name, text)
        if number < _SMALL or number in seen:
            raise Malformed("seal.blinding", at=f"blindings.{name}", figure=name)
        seen.add(number)


def check_fresh(
    origin: str,
    contest: str,
    before: Mapping[str, str],
    blindings: Mapping[str, str],
    most: int,
) -> None:
    """Raise ``Refused("opening.again")`` where a commitment ``before`` has the same blinding.

    Whoever divides the old commitment by the new one would see by how much the figure changed.
    Figures up to ``most`` are tried; both mappings have the same names.
    """
    group, names = _group(), tuple(before)
    for place, name in enumerate(names):
        generator = _generators(origin, contest, names).take([place] * (most + 1))
        figures = group.vartime_commit([0] * (most + 1), None, range(most + 1), generator)
        unblinded = group.base([group.order - _exponent(name, blindings[name])])
        left = group.add(_decode(name, [before[name]]), unblinded)
        if group.encode(left)[0] in group.encode(figures):
            raise Refused("opening.again", at=f"blindings.{name}", figure=name)


def commit(
    origin: str, contest: str, figures: Mapping[str, int], blindings: Mapping[str, str]
) -> dict[str, str]:
    """The commitment to each figure, in constant time; both mappings have the same names.

    Raises ``Malformed("seal.exponent")`` for a blinding that is no exponent of the group.
    """
    group, names = _group(), tuple(figures)
    hidden = group.times(_generators(origin, contest, names), [figures[name] for name in names])
    points = group.add(hidden, group.base([_exponent(name, blindings[name]) for name in names]))
    return dict(zip(names, group.encode(points), strict=True))


def check_commitments(commitments: Mapping[str, str]) -> None:
    """Raise ``Malformed("seal.element")`` where a text is no element of the group."""
    for name, text in commitments.items():
        _decode(name, [text])


def check_opening(
    origin: str,
    contest: str,
    commitments: Mapping[str, str],
    figures: Mapping[str, int],
    blindings: Mapping[str, str],
) -> None:
    """Raise ``NotVerified("opening.differs")`` unless the figures open the commitments.

    Raises besides what ``commit`` raises.
    """
    if not commitments.keys() == figures.keys() == blindings.keys():
        raise NotVerified("opening.differs", at="figures", figure="figures")
    ours = commit(origin, contest, figures, blindings)
    for name, text in commitments.items():
        if ours[name] != text:
            raise NotVerified("opening.differs", at=f"figures.{name}", figure=name)


def check_product(
    origin: str,
    contest: str,
    sheets: Sequence[Mapping[str, str]],
    figures: Mapping[str, int],
    blindings: Mapping[str, str],
) -> None:
    """Raise ``Inconsistent("pool.product")`` unless the commitments multiply to those of the sums.

    All mappings have the same names. Raises besides as ``commit`` and ``check_commitments``.
    """
    group, names = _group(), tuple(figures)
    ours = group.vartime_commit(
        [_exponent(name, blindings[name]) for name in names],
        None,
        [figures[name] for name in names],
        _generators(origin, contest, names),
    )
    for name, expected in zip(names, group.encode(ours), strict=True):
        points = _decode(name, [sheet[name] for sheet in sheets])
        if group.encode(group.product(points)) != [expected]:
            raise Inconsistent("pool.product", at=f"figures.{name}", figure=name)


def sum_blindings(blindings: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The sum of the blindings of each figure; raises ``Malformed("seal.exponent")``."""
    order = _group().order
    return {
        name: _text(sum(_exponent(name, one[name]) for one in blindings) % order)
        for name in blindings[0]
    }


def _group() -> Group:
    return load_group("Ed25519")


def _generators(origin: str, contest: str, names: Iterable[str]) -> Points:
    messages = (f"{origin}\n{contest}\n{name}".encode() for name in names)
    return _group().decode([hash_to_curve(message, _TAG) for message in messages])


def _decode(name: str, texts: Sequence[str]) -> Points:
    try:
        return _group().decode(texts)
    except Malformed:
        raise Malformed("seal.element", at=f"commitments.{name}", figure=name) from None


def _exponent(name: str, text: str) -> int:
    number = int(text, 16)
    if number >= _group().order:
        raise Malformed("seal.exponent", at=f"blindings.{name}", figure=name)
    return number


def _text(number: int) -> str:
    return f"{number:064x}"
