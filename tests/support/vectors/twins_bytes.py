"""Twins whose bytes are at fault: JSON, elements and exponents that are not canonical."""

from typing import Final

from nacl.bindings import crypto_core_ed25519_add
from tests.support.online_box import edit
from tests.support.vectors.sound import steps_of_box
from tests.support.vectors.twin import Change, Twin, set_in
from tests.support.vectors.twins_ballots import ballot_twin, signed

from suffrage.belenios._portable.modp_parameters import BELENIOS_2048
from suffrage.belenios.backend import load_group

__all__ = ["twins"]

_FIELD: Final = 2**255 - 19
_ORDER: Final = load_group("Ed25519").order
# A point of order 8, in the bytes of RFC 8032.
_TORSION: Final = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
_ALPHA: Final = ["answers", 0, "choices", 0, "alpha"]
_CHALLENGE: Final = ["answers", 0, "individual_proofs", 0, 0, "challenge"]


def twins() -> list[Twin]:
    """All of them."""
    return [*_json(), *_shapes(), *_elements(), *_residues(), *_exponents()]


def _ballot(base: str = "plain") -> bytes:
    return steps_of_box(base)[1][1][0]


def _json() -> list[Twin]:
    ballot = _ballot()
    cases: list[tuple[str, bytes, str]] = [
        ("space", ballot.replace(b",", b", ", 1), "a space"),
        (
            "escape",
            ballot.replace(b"election_uuid", b"election\\u005fuuid", 1),
            "a letter written as an escape",
        ),
        (
            "field-twice",
            ballot.replace(b'{"election_uuid"', b'{"election_hash":"","election_uuid"', 1),
            "a field that stands twice",
        ),
        (
            "field-order",
            edit(ballot, lambda f: f.update(credential=f.pop("credential"))),
            "the fields in another order",
        ),
        (
            "null",
            ballot.replace(b'"signature":', b'"signature":null,"signature":', 1),
            "an optional field that is null, and then stands again",
        ),
        ("newline", ballot + b"\n", "a line feed after the ballot"),
    ]
    made = [
        ballot_twin(f"json-{name}", data, "bel.canonical", note, what="ballot")
        for name, data, note in cases
    ]
    unknown = edit(ballot, lambda f: f.update(comment=""))
    made.append(
        ballot_twin(
            "json-unknown-field", unknown, "bel.json", "a field that nobody knows", what="ballot"
        )
    )
    made.append(
        ballot_twin(
            "json-not-utf-8",
            ballot.replace(b'"election_uuid":"', b'"election_uuid":"\xff', 1),
            "bel.json",
            "bytes that are no UTF-8",
            what="ballot",
        )
    )
    return made


def _shapes() -> list[Twin]:
    cases: list[tuple[str, Change, str]] = [
        ("choice-missing", lambda a: a["choices"].pop(), "an option without ciphertext"),
        ("choice-more", lambda a: a["choices"].append(a["choices"][0]), "a ciphertext too many"),
        ("claim-missing", lambda a: a["overall_proof"].clear(), "an overall proof of nothing"),
        (
            "blank-proof",
            lambda a: a.update(blank_proof=a["individual_proofs"][0]),
            "a proof about blank, which is not offered",
        ),
    ]
    return [
        ballot_twin(
            f"shape-{name}",
            signed("plain", _in_answer(change)),
            "bel.ballot-shape",
            note,
            question=0,
        )
        for name, change, note in cases
    ]


def _in_answer(change: Change) -> Change:
    return lambda fields: change(fields["answers"][0])


def _elements() -> list[Twin]:
    def shifted(text: str) -> str:
        moved: bytes = crypto_core_ed25519_add(bytes.fromhex(text)[::-1], _TORSION)
        return moved[::-1].hex()

    cases: list[tuple[str, object, str]] = [
        ("small-order-added", shifted, "an element times one of order 8"),
        ("small-order", f"{_FIELD - 1:064x}", "a point of order 2"),
        ("identity-twice", f"{_FIELD + 1:064x}", "the identity as y = p + 1"),
        ("identity-signed", f"{2**255 + 1:064x}", "the identity with a sign"),
        ("off-the-curve", f"{2:064x}", "no point of the curve"),
        ("upper-case", lambda text: text.upper(), "digits in capitals"),
        ("short", lambda text: text[1:], "a digit too few"),
    ]
    return [
        ballot_twin(
            f"element-{name}",
            signed("plain", set_in(_ALPHA, value)),
            "bel.point",
            note,
            at="answers[0]",
            index=0,
        )
        for name, value, note in cases
    ]


def _residues() -> list[Twin]:
    p = BELENIOS_2048.p
    cases: list[tuple[str, object, str]] = [
        ("above-p", lambda text: str(int(text) + p), "an element plus p"),
        ("minus-one", str(p - 1), "an element of order 2"),
        ("negated", lambda text: str(p - int(text)), "an element times one of order 2"),
        ("zero", "0", "zero"),
        ("leading-zero", lambda text: "0" + text, "a leading zero"),
        ("hexadecimal", lambda text: f"{int(text):x}", "digits to the base 16"),
    ]
    return [
        ballot_twin(
            f"residue-{name}",
            signed("plain-2048", set_in(_ALPHA, value)),
            "bel.point",
            note,
            "plain-2048",
            at="answers[0]",
            index=0,
        )
        for name, value, note in cases
    ]


def _exponents() -> list[Twin]:
    at = "answers[0].individual_proofs[0][0].challenge"
    return [
        ballot_twin(
            "exponent-above-q",
            signed("plain", set_in(_CHALLENGE, lambda text: str(int(text) + _ORDER))),
            "bel.exponent",
            "a challenge plus q",
        ),
        ballot_twin(
            "exponent-q",
            edit(_ballot(), set_in(["signature", "proof", "response"], str(_ORDER))),
            "bel.exponent",
            "a response that is q",
        ),
        ballot_twin(
            "exponent-leading-zero",
            signed("plain", set_in(_CHALLENGE, lambda text: "0" + text)),
            "bel.json",
            "a number with a leading zero",
            at=at,
        ),
        ballot_twin(
            "exponent-negative",
            signed("plain", set_in(_CHALLENGE, lambda text: "-" + text)),
            "bel.json",
            "a number with a sign",
            at=at,
        ),
        ballot_twin(
            "exponent-number",
            signed("plain", set_in(_CHALLENGE, 7)),
            "bel.json",
            "a number instead of a string",
            at=at,
        ),
    ]
