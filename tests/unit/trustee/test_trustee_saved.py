"""The private file: one form, no representation of a secret."""

import pytest
from rich.pretty import pretty_repr
from tests.support.trustees import boxed, saved_alone, tallied_board

from suffrage.errors import Malformed
from suffrage.trustee.saved import Ceremony, Saved, Seen, read_saved, write_saved

SECRETS = ("exponent", "signing", "seed")


def states() -> list[Saved]:
    ceremony = Ceremony("1" * 22, 3, 2, '{"certs":[]}')
    board, alone = tallied_board()[1], saved_alone(boxed())
    return [
        board,
        alone,
        Saved(board.format, "Ed25519", 1, board.scope, ceremony=ceremony),
        Saved(board.format, "Ed25519", 1, alone.scope, "1", ceremony, Seen(3, "a" * 64), "b" * 64),
    ]


@pytest.mark.parametrize("number", range(4))
def test_what_is_written_is_read_again(number: int) -> None:
    saved = states()[number]
    assert read_saved(write_saved(saved)) == saved


@pytest.mark.parametrize("number", range(4))
def test_no_secret_is_shown(number: int) -> None:
    saved = states()[number]
    shown = repr(saved) + str(saved) + pretty_repr(saved) + f"{[saved]}"
    secrets = [saved.exponent, getattr(saved.scope, "signing", "")]
    secrets.append(saved.ceremony.seed if saved.ceremony else "")
    assert any(secrets)
    assert not [one for one in secrets if len(one) > 1 and one in shown]


@pytest.mark.parametrize(
    "change",
    [(b"suffrage-trustee/1", b"suffrage-trustee/2"), (b'"index":1', b'"index":0'), (b"{", b" {")],
)
def test_another_form_is_refused_without_showing_it(change: tuple[bytes, bytes]) -> None:
    saved = states()[0]
    data = write_saved(saved).replace(*change, 1)
    with pytest.raises(Malformed) as caught:
        read_saved(data)
    assert caught.value.code == "trustee.file"
    assert saved.exponent not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_broken_exponent_is_not_shown() -> None:
    saved = states()[0]
    data = write_saved(saved).replace(saved.exponent.encode(), saved.exponent.encode() + b"x")
    with pytest.raises(Malformed) as caught:
        read_saved(data)
    assert (caught.value.at, caught.value.fields) == ("exponent", {})
