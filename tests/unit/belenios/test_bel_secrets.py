"""Private strings and keys appear in no exception and in no representation."""

import traceback
from collections.abc import Callable

import pytest
from tests.support.online_box import OnlineBox, seeded

from suffrage.belenios.credentials import derive_exponent, make_credential
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.trustees import make_trustee_key, read_trustee_key
from suffrage.errors import SuffrageError

BOX = OnlineBox()
GROUP = BOX.election.group
CANARY = "CANARYxCANARYxCANARY"
PRIVATE = "AAAAA-AAAAAA-AAAAA-AAAAA0"
DIGITS = "31415926535897932384626433832795028841971693993751"


def everything_said(action: Callable[[], object]) -> str:
    """The traceback with every chained exception, its fields, and the arguments of each."""
    with pytest.raises(SuffrageError) as refusal:
        action()
    text, error = "", refusal.value
    while error is not None:
        lines = traceback.format_exception_only(error)
        text += "".join(lines) + repr(error) + repr(error.args) + repr(vars(error))
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return text


@pytest.mark.parametrize("private", [CANARY, PRIVATE, PRIVATE + "\n", f"x{PRIVATE}"])
def test_malformed_credential_is_not_repeated(private: str) -> None:
    for action in (
        lambda: derive_exponent(GROUP, BOX.uuid, private),
        lambda: make_ballot(BOX.election, private, [[1, 0, 0]], seeded("x")),
    ):
        said = everything_said(action)
        assert "bel.credential-form" in said
        assert private.strip() not in said


def test_refused_choice_shows_neither_choice_nor_credential() -> None:
    private = BOX.credentials[0].private
    said = everything_said(lambda: make_ballot(BOX.election, private, [[77, 0, 0]], seeded("x")))
    assert "bel.choice" in said
    assert private not in said
    assert "77" not in said


@pytest.mark.parametrize(
    "data",
    [
        DIGITS.encode(),
        f'"{DIGITS}" '.encode(),
        f'"{DIGITS}x"'.encode(),
        f'"9{DIGITS * 2}"'.encode(),
        f'{{"{DIGITS}":1}}'.encode(),
        f'["{DIGITS}"]'.encode(),
    ],
)
def test_malformed_key_file_is_not_repeated(data: bytes) -> None:
    said = everything_said(lambda: read_trustee_key(data, seeded("x")))
    assert "bel." in said
    assert DIGITS not in said


def test_representations() -> None:
    credential = make_credential(BOX.uuid, seeded("c"))
    key = make_trustee_key(seeded("k"))
    exponent = derive_exponent(GROUP, BOX.uuid, credential.private)
    for shown in (repr(credential), str(credential), f"{credential}", repr([credential])):
        assert credential.public in shown
        assert credential.private not in shown
    for shown in (repr(key), str(key), f"{key}", repr({"key": key})):
        assert key.public.public_key in shown
        assert str(key.exponent) not in shown
    ballot = make_ballot(BOX.election, BOX.credentials[0].private, [[1, 0, 0]], seeded("x"))
    assert BOX.credentials[0].private.encode() not in ballot
    assert str(exponent).encode() not in ballot


def test_failing_entropy_says_nothing_of_what_was_drawn() -> None:
    drawn: list[bytes] = []

    def short(size: int) -> bytes:
        drawn.append(CANARY.encode()[: size - 1])
        return drawn[-1]

    said = everything_said(lambda: make_trustee_key(short))
    assert drawn
    assert "bel.entropy" in said
    assert CANARY not in said
