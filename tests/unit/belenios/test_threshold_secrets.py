"""Seeds, coefficients, shares and keys appear in no representation and in no exception."""

import io
import traceback
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from rich.console import Console
from rich.pretty import Pretty
from tests.support.ceremony import Ceremony
from tests.support.online_box import edit, seeded

from suffrage.belenios.backend import load_group
from suffrage.belenios.strict_json import read
from suffrage.belenios.threshold.channel import open_channel, open_signed
from suffrage.belenios.threshold.pki import derive_keys, make_seed
from suffrage.belenios.threshold.sealed import Coefficients, DecryptionKey, Secret
from suffrage.belenios.threshold.share import make_share, read_inputs
from suffrage.errors import SuffrageError

GROUP = load_group("Ed25519")
CEREMONY = Ceremony()


def everything_said(action: Callable[[], object]) -> str:
    """The whole traceback with the locals of each frame, as a program in trouble would log it."""
    with pytest.raises(SuffrageError) as refusal:
        action()
    text, error = "", refusal.value
    while error is not None:
        frames = traceback.TracebackException.from_exception(error)
        text += "".join(frames.format()) + repr(error) + repr(vars(error))
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return text


def shown(value: object) -> str:
    out = io.StringIO()
    Console(file=out, width=10_000).print(Pretty(value))
    return repr(value) + str(value) + f"{value}" + repr([value]) + out.getvalue()


def sealed_for(member: int, sender: int) -> str:
    sealed: str = msgspec.json.decode(CEREMONY.vinputs[member - 1])["secrets"][sender - 1]
    return sealed


def test_representations() -> None:
    keys = CEREMONY.keys(1)
    signed = open_signed(GROUP, keys, sealed_for(1, 2))
    signer = CEREMONY.certificates.verification_key(2)
    message = open_channel(GROUP, keys, signer, sealed_for(1, 2))
    share = read(message, Secret, "secret")
    inputs = read_inputs(GROUP, CEREMONY.seeds[0], CEREMONY.certificates, CEREMONY.vinputs[0])
    key = CEREMONY.key(1)
    numbers = [str(n) for n in (keys.signing, keys.decryption, key.exponent)]
    numbers += [share.secret, CEREMONY.seeds[0]]
    coefficients = Coefficients(polynomial=(share.secret,))
    last = DecryptionKey(decryption_key=str(key.exponent))
    for value in (keys, signed, share, inputs, key, coefficients, last, CEREMONY.certificates):
        for number in numbers:
            assert number not in shown(value)
    assert keys.verification in shown(keys)


@pytest.mark.parametrize(
    "seed", ["CANARYxCANARYxCANARY", "1" * 21, "1" * 23, "0" * 22, "1" * 22 + "\n"]
)
def test_a_malformed_seed_is_not_repeated(seed: str) -> None:
    said = everything_said(lambda: derive_keys(GROUP, seed))
    assert "bel.seed-form" in said
    assert repr(seed)[1:-1] not in said


def test_failing_entropy_says_nothing_of_what_was_drawn() -> None:
    said = everything_said(
        lambda: make_seed(lambda size: b"CANARY" * 9 if size == 0 else b"CANARY")
    )
    assert "bel.entropy" in said
    assert "CANARY" not in said.replace('b"CANARY"', "")


def test_refusals_in_step_5_show_no_share() -> None:
    secret = "31415926535897932384626433832795028841971693993751"
    ceremony = Ceremony()
    for content in (secret, secret.encode(), b'{"secret":"%s"}' % (secret * 12).encode()):
        sealed = ceremony.sealed_share(2, 1, content)
        vinput = edit(
            ceremony.vinputs[0],
            lambda f, sealed=sealed: f["secrets"].__setitem__(1, sealed),  # type: ignore[misc]
        )
        said = everything_said(
            lambda vinput=vinput: make_share(  # type: ignore[misc]
                GROUP, ceremony.seeds[0], ceremony.certificates, vinput, seeded("x")
            )
        )
        assert "bel.dkg-share" in said
        assert secret not in said
        assert ceremony.seeds[0] not in said


def test_messages_contain_no_secret_in_clear() -> None:
    keys = [CEREMONY.keys(member) for member in CEREMONY.members]
    secrets: list[Any] = [key.signing for key in keys] + [key.decryption for key in keys]
    secrets += [CEREMONY.key(member).exponent for member in CEREMONY.members]
    for member, sender in ((1, 2), (2, 3), (3, 3)):
        signer = CEREMONY.certificates.verification_key(sender)
        said = open_channel(GROUP, keys[member - 1], signer, sealed_for(member, sender))
        secrets.append(read(said, Secret, "secret").secret)
    sent = [*CEREMONY.sent_certificates, *CEREMONY.polynomials, *CEREMONY.vinputs]
    sent += [*CEREMONY.voutputs, CEREMONY.record]
    for message in sent:
        for secret in [*secrets, *CEREMONY.seeds]:
            assert str(secret).encode() not in message
