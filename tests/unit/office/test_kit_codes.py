"""One-time codes: drawn evenly, read leniently, every slip noticed, nothing kept that opens."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.kits import entropy_of
from tests.support.refusals import refused

from suffrage.errors import Malformed, NotVerified
from suffrage.office.codes import (
    ALPHABET,
    LENGTH,
    check_code,
    draw_code,
    group_code,
    keep_code,
    parse_code,
)

CODES = st.integers(0, 10**9).map(lambda seed: draw_code(entropy_of(str(seed))))
PLACES = st.integers(0, LENGTH - 1)


def test_the_alphabet_has_nothing_that_looks_like_something_else() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 29
    assert not set("01ILOSU") & set(ALPHABET)


@given(code=CODES)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    typed = f"  {group_code(code).lower().replace(' ', '-')}\N{NO-BREAK SPACE}"
    assert parse_code(typed) == parse_code(group_code(code)) == code


@given(code=CODES, place=PLACES, other=st.sampled_from(ALPHABET))
def test_every_single_wrong_symbol_is_noticed(code: str, place: int, other: str) -> None:
    typed = code[:place] + other + code[place + 1 :]
    if typed != code:
        with refused("kit.code-check"):
            parse_code(typed)


@given(code=CODES, one=PLACES, two=PLACES)
def test_every_exchange_of_two_symbols_is_noticed(code: str, one: int, two: int) -> None:
    typed = list(code)
    typed[one], typed[two] = typed[two], typed[one]
    if "".join(typed) != code:
        with refused("kit.code-check"):
            parse_code("".join(typed))


def test_a_code_is_refused_by_what_is_wrong_and_never_repeated() -> None:
    with refused("kit.code-length", number=11):
        parse_code("2345 6789 ABC")
    for typed in (
        "2345 6789 ABC0",
        "2345 6789 ABCé",
        "2345.6789ABC",
        "\N{FULLWIDTH DIGIT TWO}345 6789 ABC4",
    ):
        with pytest.raises(Malformed, match=r"kit\.code-symbol") as no:
            parse_code(typed)
        assert "2345" not in f"{no.value} {no.value.fields}"
    with refused("kit.code-length"):
        parse_code("")


def test_the_code_of_the_specification_is_well_formed() -> None:
    assert parse_code("2345 6789 ABC4") == "23456789ABC4"


def test_bytes_that_would_favour_symbols_are_thrown_away() -> None:
    given_bytes = iter([bytes(range(232, 244)), bytes(range(244, 256)), bytes(12)])
    assert draw_code(lambda _length: next(given_bytes)) == "222222222222"


def test_symbols_are_drawn_evenly() -> None:
    drawn = Counter("".join(draw_code(entropy_of(f"{i}"))[:-1] for i in range(2000)))
    expected = 2000 * (LENGTH - 1) / len(ALPHABET)
    distance = sum((drawn[one] - expected) ** 2 / expected for one in ALPHABET)
    assert distance < 56.9  # chi-squared, 28 degrees of freedom: one in a thousand


def test_only_the_code_that_was_kept_opens() -> None:
    code, other = draw_code(entropy_of("one")), draw_code(entropy_of("two"))
    kept = keep_code(code, entropy_of("salt"))
    check_code(kept, group_code(code).lower())
    with pytest.raises(NotVerified, match=r"^kit\.code-wrong$"):
        check_code(kept, other)


def test_what_is_kept_is_salted_and_slow_and_does_not_hold_the_code() -> None:
    code = draw_code(entropy_of("one"))
    first, second = (keep_code(code, entropy_of(salt)) for salt in ("a", "b"))
    assert first != second
    assert code not in first.upper()
    name, cost, block, lanes, salt, hashed = first.split(":")
    assert (name, cost, block, lanes, len(salt), len(hashed)) == (
        "scrypt",
        "16384",
        "8",
        "1",
        32,
        64,
    )
    raw = {"salt": bytes.fromhex(salt), "n": 16384, "r": 8, "p": 1, "dklen": 32}
    assert hashlib.scrypt(code.encode(), **raw).hex() == hashed  # type: ignore[arg-type]


@pytest.mark.parametrize("kept", ["", "scrypt", "scrypt:16384:8:1:00:00", "plain:2345"])
def test_what_was_kept_is_damaged(kept: str) -> None:
    with refused("kit.code-kept"):
        check_code(kept, draw_code(entropy_of("one")))
