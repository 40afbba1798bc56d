"""A13: each fault of a member from step 3 on, and of what carries the messages: who is named."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from tests.support.ceremony import Ceremony
from tests.support.online_box import edit, seeded
from tests.support.refusals import refused

from suffrage.belenios.backend import load_group
from suffrage.belenios.threshold import channel
from suffrage.belenios.threshold.assemble import assemble
from suffrage.belenios.threshold.coefexps import vartime_evaluate
from suffrage.belenios.threshold.lagrange import lagrange
from suffrage.belenios.threshold.pki import sign
from suffrage.belenios.threshold.polynomial import check_polynomial, make_polynomial
from suffrage.belenios.threshold.recover import recover_key
from suffrage.belenios.threshold.route import route
from suffrage.belenios.threshold.share import make_share
from suffrage.belenios.trustee import prove_possession

GROUP = load_group("Ed25519")
IDENTITY = f"{1:064x}"
ORDER = GROUP.order


def plain_proof(proof: object) -> Any:
    return msgspec.to_builtins(proof)


# Step 3: polynomials.


def altered(ceremony: Ceremony, member: int, change: Callable[[Any], None]) -> None:
    """The message of a member as a dishonest member makes it."""
    ceremony.polynomials[member - 1] = edit(ceremony.polynomials[member - 1], change)


def test_a_false_share_for_one_member() -> None:
    ceremony = Ceremony()
    altered(ceremony, 2, lambda f: f["secrets"].__setitem__(2, ceremony.sealed_share(2, 3, 12345)))
    ceremony.share(1)
    ceremony.share(2)
    with refused("bel.dkg-share", member=2):
        ceremony.share(3)


@pytest.mark.parametrize("nonsense", [b"{}", b'"1"', b'{"secret":"%d"}' % ORDER, b"12", b"x"])
def test_nonsense_for_a_share(nonsense: bytes) -> None:
    ceremony = Ceremony()
    altered(
        ceremony, 2, lambda f: f["secrets"].__setitem__(2, ceremony.sealed_share(2, 3, nonsense))
    )
    with refused("bel.dkg-share", member=2):
        ceremony.share(3)


def test_commitments_to_another_polynomial() -> None:
    ceremony = Ceremony()
    other = ceremony.commit(2, GROUP.base([3, 4]))
    altered(ceremony, 2, lambda f: f.update(other))
    for member in (1, 3):
        with refused("bel.dkg-share", member=2):
            ceremony.share(member)
    with refused("bel.polynomial-own"):
        ceremony.share(2)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_polynomial_of_another_degree(number: int) -> None:
    """With too many coefficients more than the threshold would be needed, with fewer fewer."""
    ceremony = Ceremony()
    altered(ceremony, 3, lambda f: f.update(ceremony.commit(3, GROUP.base(range(2, 2 + number)))))
    with refused("bel.coefexps-number", member=3, right=2):
        route(GROUP, ceremony.certificates, ceremony.polynomials)


@pytest.mark.parametrize("place", [0, 1])
def test_commitments_to_nothing(place: int) -> None:
    ceremony = Ceremony()
    exponents = [5, 5]
    exponents[place] = 0
    altered(ceremony, 3, lambda f: f.update(ceremony.commit(3, GROUP.base(exponents))))
    with refused("bel.identity", index=place) as caught:
        route(GROUP, ceremony.certificates, ceremony.polynomials)
    assert caught.value.at == "member 3"


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.coefexps-signature", lambda f, g: f.update(coefexps=g["coefexps"])),
        ("bel.polynomial-signature", lambda f, g: f.update(signature=g["signature"])),
        ("bel.polynomial-secrets", lambda f, _: f["secrets"].pop()),
        ("bel.json", lambda f, _: f.pop("coefexps")),
    ],
)
def test_polynomials_altered_on_their_way(code: str, change: Any) -> None:
    ceremony = Ceremony()
    other = msgspec.json.decode(ceremony.polynomials[2])
    altered(ceremony, 2, lambda f: change(f, other))
    with refused(code) as caught:
        route(GROUP, ceremony.certificates, ceremony.polynomials)
    assert caught.value.fields.get("member") == 2 or caught.value.at.startswith("member 2")


def test_one_member_speaks_in_the_place_of_another() -> None:
    ceremony = Ceremony()
    swapped = [ceremony.polynomials[place] for place in (1, 0, 2)]
    with refused("bel.coefexps-signature", member=1):
        route(GROUP, ceremony.certificates, swapped)


def test_a_withheld_message() -> None:
    ceremony = Ceremony()
    ceremony.polynomials[1:2] = [None]  # type: ignore[list-item]
    with refused("bel.ceremony-missing", member=2):
        route(GROUP, ceremony.certificates, ceremony.polynomials)


def rogue_commitments(ceremony: Ceremony, member: int) -> Any:
    """Commitments whose first cancels those of the others, so that the key is g^9.

    The shares for the other members are chosen, and the commitments computed in the exponent to
    fit as many of them as there are free coefficients.
    """
    others = [one for one in ceremony.members if one != member]
    firsts = [
        check_polynomial(
            GROUP, ceremony.certificates, one, ceremony.polynomials[one - 1]
        ).coefexps.take([0])
        for one in others
    ]
    total = firsts[0].join(*firsts[1:])
    rogue = GROUP.add(GROUP.base([9]), GROUP.times(GROUP.product(total), [-1]))
    return others, rogue


def test_a_rogue_key_needs_shares_that_nobody_can_make() -> None:
    """2 of 3: the last member to speak cancels the others' constant terms.

    One share can be made to fit, since one coefficient is left to choose; the second cannot.
    """
    ceremony = Ceremony()
    (first, second), rogue = rogue_commitments(ceremony, 3)
    # f(1) = 5, so A_1 = g^5 / A_0; then f(2) has an exponent that member 3 does not know.
    slope = GROUP.add(GROUP.base([5]), GROUP.times(rogue, [-1]))
    altered(ceremony, 3, lambda f: f.update(ceremony.commit(3, rogue.join(slope))))
    for recipient, value in ((first, 5), (second, 10)):
        sealed = ceremony.sealed_share(3, recipient, value)
        altered(ceremony, 3, lambda f: f["secrets"].__setitem__(recipient - 1, sealed))  # noqa: B023
    ceremony.share(first)
    with refused("bel.dkg-share", member=3):
        ceremony.share(second)


def test_a_rogue_key_where_all_are_needed_cannot_be_proved() -> None:
    """3 of 3: every share for the others fits, and only the proof of possession is lacking."""
    ceremony = Ceremony(3, 3)
    (first, second), rogue = rogue_commitments(ceremony, 3)
    # The polynomial through (0, rogue), (1, g^5), (2, g^8): its commitments by interpolation.
    known = [rogue, GROUP.base([5]), GROUP.base([8])]
    half = pow(2, -1, ORDER)
    linear = combination(known, [-3 * half, 2, -half])
    square = combination(known, [half, -1, half])
    coefexps = rogue.join(linear, square)
    for place, right in ((1, 5), (2, 8)):
        assert GROUP.encode(vartime_evaluate(GROUP, coefexps, place)) == GROUP.encode(
            GROUP.base([right])
        )
    altered(ceremony, 3, lambda f: f.update(ceremony.commit(3, coefexps)))
    for recipient, value in ((first, 5), (second, 8)):
        sealed = ceremony.sealed_share(3, recipient, value)
        altered(ceremony, 3, lambda f: f["secrets"].__setitem__(recipient - 1, sealed))  # noqa: B023
    outputs = [ceremony.share(first), ceremony.share(second), forged_output(ceremony, 3)]
    with refused("bel.verification-proof", member=3):
        assemble(GROUP, ceremony.certificates, ceremony.polynomials, outputs)


def combination(points: list[Any], weights: list[int]) -> Any:
    powers = [GROUP.times(p, [w % ORDER]) for p, w in zip(points, weights, strict=True)]
    return GROUP.product(powers[0].join(*powers[1:]))


def forged_output(ceremony: Ceremony, member: int) -> bytes:
    """The right verification key of a member who does not know its exponent."""
    coefexps = [
        check_polynomial(GROUP, ceremony.certificates, index, data).coefexps
        for index, data in enumerate(ceremony.polynomials, 1)
    ]
    parts = [vartime_evaluate(GROUP, one, member) for one in coefexps]
    (text,) = GROUP.encode(GROUP.product(parts[0].join(*parts[1:])))
    pok = prove_possession(GROUP, 1, text, seeded("guess"))
    signature = sign(GROUP, ceremony.keys(member), text, seeded("signature"))
    public = {"pok": pok, "public_key": text, "signature": signature}
    return msgspec.json.encode({"private_key": "", "public_key": public})


def test_the_last_to_speak_can_bias_the_key() -> None:
    """A known limit of version 1 (rushing): commitments are not fixed before they are shown.

    The last member throws away polynomials until the key's text ends in "0". Nothing shows it;
    it gives no knowledge of the key (Gennaro et al., 2003). Version 2 of Belenios prevents it.
    """
    ceremony = Ceremony()
    entropy = seeded("rushing")
    firsts = [
        check_polynomial(
            GROUP, ceremony.certificates, one, ceremony.polynomials[one - 1]
        ).coefexps.take([0])
        for one in (1, 2)
    ]
    key = ""
    while not key.endswith("0"):
        last = make_polynomial(GROUP, ceremony.seeds[2], ceremony.certificates, entropy)
        own = check_polynomial(GROUP, ceremony.certificates, 3, last).coefexps.take([0])
        (key,) = GROUP.encode(GROUP.product(own.join(*firsts)))
    ceremony.polynomials[2] = last
    assert recover_key(GROUP, ceremony.seeds[0], ceremony.record, ceremony.voutputs[0])


# Step 4 and 5: what the server hands on.


def spoilt(ceremony: Ceremony, member: int, change: Callable[[Any], None]) -> None:
    ceremony.vinputs[member - 1] = edit(ceremony.vinputs[member - 1], change)


def test_seals_for_two_members_exchanged() -> None:
    ceremony = Ceremony()
    other = msgspec.json.decode(ceremony.vinputs[1])["secrets"][2]
    spoilt(ceremony, 1, lambda f: f["secrets"].__setitem__(2, other))
    with refused("bel.dkg-channel", member=3):
        ceremony.share(1)


def test_seals_of_two_senders_exchanged() -> None:
    ceremony = Ceremony()
    spoilt(ceremony, 1, lambda f: f["secrets"].reverse())
    with refused("bel.dkg-channel", member=1):
        ceremony.share(1)


def test_a_share_passed_on_as_if_it_were_for_somebody_else() -> None:
    """A member seals for 1 what 3 had signed for 2: the signed text names its recipient."""
    ceremony = Ceremony()
    passed_on = reseal(ceremony, sender=3, reader=2, recipient=1)
    spoilt(ceremony, 1, lambda f: f["secrets"].__setitem__(2, passed_on))
    with refused("bel.dkg-channel", member=3):
        ceremony.share(1)
    with refused("bel.channel-recipient"):
        channel.open_channel(
            GROUP, ceremony.keys(1), ceremony.certificates.verification_key(3), passed_on
        )


def reseal(ceremony: Ceremony, *, sender: int, reader: int, recipient: int) -> str:
    """What ``sender`` had sealed for ``reader``, sealed as it is by the reader for another."""
    sealed = msgspec.json.decode(ceremony.vinputs[reader - 1])["secrets"][sender - 1]
    signed = channel.open_signed(GROUP, ceremony.keys(reader), sealed)
    key = ceremony.certificates.encryption.take([recipient - 1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(channel, "sign_message", lambda *_: signed)
        return channel.seal(GROUP, ceremony.keys(reader), key, b"{}", seeded("reseal"))


@pytest.mark.parametrize("field", ["alpha", "beta", "data"])
def test_a_seal_spoilt_on_its_way(field: str) -> None:
    ceremony = Ceremony()

    def spoil(fields: Any) -> None:
        sealed = msgspec.json.decode(fields["secrets"][1])
        other = "00" + sealed["data"][2:] if field == "data" else GROUP.encode(GROUP.base([7]))[0]
        sealed[field] = other
        fields["secrets"][1] = msgspec.json.encode(sealed).decode()

    spoilt(ceremony, 3, spoil)
    with refused("bel.dkg-channel", member=2):
        ceremony.share(3)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.json", lambda sealed: sealed.update(algorithm="AES-CCM")),
        ("bel.json", lambda sealed: sealed.update(data=sealed["data"].upper() + "A")),
        ("bel.point", lambda sealed: sealed.update(alpha="0" * 64)),
    ],
)
def test_seals_that_are_none(code: str, change: Callable[[Any], None]) -> None:
    ceremony = Ceremony()

    def spoil(fields: Any) -> None:
        sealed = msgspec.json.decode(fields["secrets"][1])
        change(sealed)
        fields["secrets"][1] = msgspec.json.encode(sealed).decode()

    spoilt(ceremony, 3, spoil)
    with refused(code) as caught:
        ceremony.share(3)
    assert caught.value.at.startswith("member 2")


@pytest.mark.parametrize("row", ["secrets", "coefexps", "signatures"])
def test_inputs_that_lack_a_member(row: str) -> None:
    ceremony = Ceremony()
    spoilt(ceremony, 3, lambda f: f[row].pop())
    with refused("bel.vinput-size", given=2, right=3):
        ceremony.share(3)


def test_the_own_polynomial_of_another_time_or_member() -> None:
    ceremony = Ceremony()
    again = msgspec.json.decode(ceremony.polynomial(1))["polynomial"]
    spoilt(ceremony, 1, lambda f: f.update(polynomial=again))
    with refused("bel.polynomial-own"):
        ceremony.share(1)
    other = msgspec.json.decode(ceremony.vinputs[1])["polynomial"]
    spoilt(ceremony, 1, lambda f: f.update(polynomial=other))
    with refused("bel.polynomial-own"):
        ceremony.share(1)


def test_inputs_with_a_strangers_seed() -> None:
    ceremony = Ceremony()
    with refused("bel.certificate-absent"):
        make_share(
            GROUP,
            Ceremony(seed="other").seeds[0],
            ceremony.certificates,
            ceremony.vinputs[0],
            seeded("x"),
        )


# Step 6: outputs, and the record.


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.verification-key", lambda f, g: f.update(public_key=g["public_key"])),
        ("bel.verification-proof", lambda f, g: f["public_key"].update(pok=g["public_key"]["pok"])),
        (
            "bel.verification-signature",
            lambda f, g: f["public_key"].update(signature=g["public_key"]["signature"]),
        ),
        ("bel.verification-signature", lambda f, _: f["public_key"].pop("signature")),
        ("bel.json", lambda f, _: f.pop("private_key")),
        ("bel.point", lambda f, _: f["public_key"].update(public_key="0" * 64)),
    ],
)
def test_outputs_that_are_not_the_member_s(code: str, change: Any) -> None:
    ceremony = Ceremony()
    other = msgspec.json.decode(ceremony.voutputs[2])
    ceremony.voutputs[1] = edit(ceremony.voutputs[1], lambda f: change(f, other))
    with refused(code) as caught:
        assemble(GROUP, ceremony.certificates, ceremony.polynomials, ceremony.voutputs)
    assert caught.value.fields.get("member") == 2 or caught.value.at.startswith("member 2")


def test_a_withheld_output() -> None:
    ceremony = Ceremony()
    with refused("bel.ceremony-missing", member=3):
        assemble(GROUP, ceremony.certificates, ceremony.polynomials, ceremony.voutputs[:2])


def test_a_member_who_answers_for_another_polynomial() -> None:
    """Commitments exchanged after step 5: the keys no longer follow from them."""
    ceremony = Ceremony()
    outputs = ceremony.voutputs
    ceremony.polynomials[0] = ceremony.polynomial(1)
    with refused("bel.verification-key", member=1):
        assemble(GROUP, ceremony.certificates, ceremony.polynomials, outputs)


def test_a_key_that_is_not_in_the_record() -> None:
    ceremony = Ceremony()
    with refused("bel.recovered-key"):
        recover_key(GROUP, ceremony.seeds[0], ceremony.record, ceremony.voutputs[1])
    other = Ceremony(seed="other")
    with refused("bel.certificate-absent"):
        recover_key(GROUP, other.seeds[0], ceremony.record, other.voutputs[0])


def test_another_key_sealed_by_the_member() -> None:
    ceremony = Ceremony()
    ceremony.entropy = seeded("again")
    foreign = ceremony.sealed_share(1, 1, b'{"decryption_key":"5"}')
    changed = edit(ceremony.voutputs[0], lambda f: f.update(private_key=foreign))
    with refused("bel.recovered-key"):
        recover_key(GROUP, ceremony.seeds[0], ceremony.record, changed)


def test_lagrange_is_not_used_with_a_place_twice() -> None:
    with pytest.raises(ValueError, match="invertible"):
        lagrange([1, 1 + ORDER], 0, ORDER)
