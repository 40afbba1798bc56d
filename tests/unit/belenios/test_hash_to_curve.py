"""Hashing to the group: the published vectors, and libsodium's own map as a second opinion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_core_ed25519_from_uniform

from suffrage.belenios import hash_to_curve as module
from suffrage.belenios._portable.ed25519 import Ed25519 as Portable
from suffrage.belenios.backend import load_group
from suffrage.belenios.hash_to_curve import hash_to_curve

TAG = b"QUUX-V01-CS02-with-edwards25519_XMD:SHA-512_ELL2_RO_"
FIELD = 2**255 - 19

# RFC 9380, appendix J.5.1: message, x, y.
RFC_9380 = (
    (
        b"",
        "3c3da6925a3c3c268448dcabb47ccde5439559d9599646a8260e47b1e4822fc6",
        "09a6c8561a0b22bef63124c588ce4c62ea83a3c899763af26d795302e115dc21",
    ),
    (
        b"abc",
        "608040b42285cc0d72cbb3985c6b04c935370c7361f4b7fbdb1ae7f8c1a8ecad",
        "1a8395b88338f22e435bbd301183e7f20a5f9de643f11882fb237f88268a5531",
    ),
    (
        b"abcdef0123456789",
        "6d7fabf47a2dc03fe7d47f7dddd21082c5fb8f86743cd020f3fb147d57161472",
        "53060a3d140e7fbcda641ed3cf42c88a75411e648a1add71217f70ea8ec561a6",
    ),
    (
        b"q128_" + b"q" * 128,
        "5fb0b92acedd16f3bcb0ef83f5c7b7a9466b5f1e0d8d217421878ea3686f8524",
        "2eca15e355fcfa39d2982f67ddb0eea138e2994f5956ed37b7f72eea5e89d2f7",
    ),
    (
        b"a512_" + b"a" * 512,
        "0efcfde5898a839b00997fbe40d2ebe950bc81181afbd5cd6b9618aa336c1e8c",
        "6dc2fc04f266c5c27f236a80b14f92ccd051ef1ff027f26a07f8c0f327d8f995",
    ),
)


@pytest.mark.parametrize(("message", "x", "y"), RFC_9380)
def test_it_gives_the_points_of_the_rfc(message: bytes, x: str, y: str) -> None:
    number = int(y, 16) | (int(x, 16) & 1) << 255
    assert hash_to_curve(message, TAG) == f"{number:064x}"


@pytest.mark.parametrize("group", [load_group("Ed25519"), Portable()], ids=["loaded", "portable"])
def test_every_backend_takes_it_as_an_element(group: Portable) -> None:
    texts = [hash_to_curve(f"{number}".encode(), TAG) for number in range(40)]
    assert group.encode(group.decode(texts)) == texts


def test_messages_and_tags_are_apart() -> None:
    pairs = [(b"ab", b"c"), (b"a", b"bc"), (b"", b"abc"), (b"abc", b"a")]
    assert len({hash_to_curve(*pair) for pair in pairs}) == len(pairs)


@given(number=st.integers(0, FIELD - 1))
def test_the_map_is_libsodium_s_but_for_the_sign(number: int) -> None:
    # libsodium takes the sign of x from its input, clears the cofactor, and gives the encoding.
    theirs = crypto_core_ed25519_from_uniform(number.to_bytes(32, "little"))
    point = module._map(number)
    for _ in range(3):
        point = module._add(point, point)
    assert point[1] == int.from_bytes(theirs, "little") % 2**255
