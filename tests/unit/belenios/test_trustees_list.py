"""The list of trustees: single ones and groups in any order, and whatever must be refused."""

from typing import Any

import pytest
from tests.support.ceremony import Ceremony, ThresholdBox
from tests.support.online_box import edit, seeded
from tests.support.refusals import refused

from suffrage.belenios.backend import load_group
from suffrage.belenios.threshold.pedersen import Pedersen
from suffrage.belenios.trustee import Trustee
from suffrage.belenios.trustees import (
    make_trustee_key,
    read_trustee_key,
    read_trustees,
    write_trustees,
)

GROUP = load_group("Ed25519")
IDENTITY = f"{1:064x}"
CEREMONY = Ceremony()
SINGLE = make_trustee_key(seeded("single"), name="Ann").public
OTHER = make_trustee_key(seeded("other")).public


@pytest.mark.parametrize(
    ("parts", "quorums"),
    [
        ([SINGLE], [(range(1, 2), 1)]),
        ([SINGLE, CEREMONY.pedersen], [(range(1, 2), 1), (range(2, 5), 2)]),
        (
            [CEREMONY.pedersen, SINGLE, OTHER],
            [(range(1, 4), 2), (range(4, 5), 1), (range(5, 6), 1)],
        ),
    ],
    ids=["single", "mixed", "reverse"],
)
def test_members_in_the_order_that_numbers_their_decryptions(
    parts: list[Trustee | Pedersen], quorums: list[Any]
) -> None:
    data = write_trustees(parts)
    trustees = read_trustees(GROUP, data)
    assert trustees.data == data
    assert [(quorum.owners, quorum.need) for quorum in trustees.quorums] == quorums
    texts = [member.public_key for member in trustees.members]
    assert GROUP.encode(trustees.keys) == texts
    flat: list[Trustee] = []
    for part in parts:
        flat += [part] if isinstance(part, Trustee) else part.verification_keys
    assert list(trustees.members) == flat


@pytest.mark.parametrize("name", ["Ed25519", "BELENIOS-2048", "RFC-3526-2048"])
def test_single_keys_in_every_group(name: str) -> None:
    key = make_trustee_key(seeded(name), group=name)
    again = read_trustee_key(key.private_file(), seeded("again"), group=name)
    assert again.public.public_key == key.public.public_key
    trustees = read_trustees(load_group(name), write_trustees([again.public]))
    assert load_group(name).encode(trustees.key) == [key.public.public_key]


def test_two_groups_hold_the_key_together() -> None:
    second = Ceremony(2, 2, "second")
    trustees = read_trustees(GROUP, write_trustees([CEREMONY.pedersen, second.pedersen]))
    firsts = [read_trustees(GROUP, write_trustees([c.pedersen])).key for c in (CEREMONY, second)]
    assert GROUP.encode(trustees.key) == GROUP.encode(GROUP.product(firsts[0].join(firsts[1])))
    assert [quorum.owners for quorum in trustees.quorums] == [range(1, 4), range(4, 6)]


def test_the_key_of_the_election_is_the_constant_terms_and_not_the_members_keys() -> None:
    box = ThresholdBox()
    trustees = box.setup.trustees
    assert GROUP.encode(trustees.key) == [box.election.record.public_key]
    assert GROUP.encode(GROUP.product(trustees.keys)) != GROUP.encode(trustees.key)


def test_each_member_of_one_of_n_has_the_whole_key() -> None:
    ceremony = Ceremony(3, 1, "one of three")
    trustees = read_trustees(GROUP, write_trustees([ceremony.pedersen]))
    assert len({member.public_key for member in trustees.members}) == 1
    with refused("bel.trustee-repeated"):
        read_trustees(GROUP, write_trustees([ceremony.pedersen, ceremony.pedersen]))


def test_repeated_groups_and_trustees() -> None:
    twice: list[list[Trustee | Pedersen]] = [
        [SINGLE, SINGLE],
        [CEREMONY.pedersen, SINGLE, CEREMONY.pedersen],
    ]
    for parts in twice:
        with refused("bel.trustee-repeated"):
            read_trustees(GROUP, write_trustees(parts))


def change_message(signed: Any, **others: object) -> None:
    signed["message"] = edit(signed["message"].encode(), lambda f: f.update(others)).decode()


@pytest.mark.parametrize(
    ("code", "member", "change"),
    [
        ("bel.certificate-context", 1, lambda f: f.update(threshold=3)),
        ("bel.threshold", 0, lambda f: f.update(threshold=0)),
        ("bel.threshold", 0, lambda f: f.update(threshold=4)),
        ("bel.ceremony-size", 0, lambda f: f["verification_keys"].pop()),
        ("bel.ceremony-size", 0, lambda f: f["signatures"].pop()),
        ("bel.ceremony-size", 0, lambda f: f["coefexps"].pop()),
        ("bel.ceremony-size", 0, lambda f: f["certs"].pop()),
        ("bel.certificate-context", 1, lambda f: f["certs"].reverse()),
        (
            "bel.certificate-signature",
            2,
            lambda f: f["certs"][1].update(signature=f["certs"][0]["signature"]),
        ),
        (
            "bel.certificate-signature",
            3,
            lambda f: change_message(f["certs"][2], encryption=OTHER.public_key),
        ),
        ("bel.coefexps-signature", 1, lambda f: f["coefexps"].reverse()),
        (
            "bel.coefexps-signature",
            2,
            lambda f: change_message(f["coefexps"][1], coefexps=[OTHER.public_key] * 2),
        ),
        ("bel.polynomial-signature", 1, lambda f: f["signatures"].reverse()),
        ("bel.verification-key", 1, lambda f: f["verification_keys"].reverse()),
        (
            "bel.verification-key",
            3,
            lambda f: f["verification_keys"][2].update(public_key=OTHER.public_key),
        ),
        (
            "bel.verification-proof",
            2,
            lambda f: f["verification_keys"][1].update(pok=f["verification_keys"][0]["pok"]),
        ),
        (
            "bel.verification-signature",
            2,
            lambda f: f["verification_keys"][1].update(
                signature=f["verification_keys"][0]["signature"]
            ),
        ),
        ("bel.verification-signature", 2, lambda f: f["verification_keys"][1].pop("signature")),
    ],
)
def test_groups_refused(code: str, member: int, change: Any) -> None:
    """Each part of the record is checked, and the member at fault is named."""
    data = edit(write_trustees([SINGLE, CEREMONY.pedersen]), lambda f: change(f[1][1]))
    with refused(code) as caught:
        read_trustees(GROUP, data)
    assert caught.value.at.startswith("trustees[1]")
    if member:
        assert caught.value.fields["member"] == member


@pytest.mark.parametrize("name", ["BELENIOS-2048", "RFC-3526-2048"])
def test_a_group_made_for_another_group_of_numbers(name: str) -> None:
    with refused("bel.certificate-context", member=1):
        read_trustees(load_group(name), write_trustees([CEREMONY.pedersen]))


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.json", lambda f: f[1].__setitem__(0, "Shamir")),
        ("bel.json", lambda f: f[1].append(1)),
        ("bel.json", lambda f: f[1][1].update(more=1)),
        ("bel.json", lambda f: f[1].__setitem__(1, f[0][1])),
        ("bel.json", lambda f: f[1][1].update(threshold="2")),
        ("bel.canonical", lambda f: f[1].__setitem__(1, dict(reversed(f[1][1].items())))),
        ("bel.unsupported", lambda f: f[0][1].update(signature=f[0][1]["pok"])),
        ("bel.identity", lambda f: f[0][1].update(public_key=IDENTITY)),
        ("bel.trustee-proof", lambda f: f[0][1].update(public_key=OTHER.public_key)),
    ],
)
def test_lists_refused(code: str, change: Any) -> None:
    def alter(fields: Any) -> None:
        fields[0][1].pop("name")
        change(fields)

    with refused(code):
        read_trustees(GROUP, edit(write_trustees([SINGLE, CEREMONY.pedersen]), alter))


def test_spaces_between_the_trustees() -> None:
    data = write_trustees([SINGLE, CEREMONY.pedersen])
    with refused("bel.canonical"):
        read_trustees(GROUP, data.replace(b'],["Pedersen"', b'], ["Pedersen"'))
    with refused("bel.canonical"):
        read_trustees(GROUP, data.replace(b'"coefexps":[{', b'"coefexps": [{', 1))
