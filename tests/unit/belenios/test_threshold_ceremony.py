"""The ceremony as it should go, and what any k of n members can do with its key."""

from itertools import combinations

import msgspec
import pytest
from tests.support.ceremony import Ceremony
from tests.support.counts import count
from tests.support.refusals import refused

from suffrage.belenios.backend import load_group
from suffrage.belenios.strict_json import read
from suffrage.belenios.threshold.certificate import own_index
from suffrage.belenios.threshold.fingerprint import check_fingerprint, fingerprint
from suffrage.belenios.threshold.lagrange import lagrange
from suffrage.belenios.threshold.pedersen import Pedersen
from suffrage.belenios.threshold.pki import derive_keys, make_seed
from suffrage.belenios.trustees import read_trustees, write_trustees

pytestmark = pytest.mark.long

GROUP = load_group("Ed25519")
SIZES = [(n, k) for n in range(1, count(4, 6)) for k in range(1, n + 1)]


def test_a_seed_is_22_letters() -> None:
    seed = make_seed(lambda size: b"\xff" * size)
    assert len(seed) == 22
    assert derive_keys(GROUP, seed).verification != derive_keys(GROUP, seed).encryption


@pytest.mark.parametrize(("size", "threshold"), SIZES)
def test_any_k_members_hold_the_key_and_fewer_do_not(size: int, threshold: int) -> None:
    ceremony = Ceremony(size, threshold, f"{threshold} of {size}")
    trustees = read_trustees(GROUP, write_trustees([read(ceremony.record, Pedersen, "threshold")]))
    assert len(trustees.members) == size
    keys = {member: ceremony.key(member) for member in ceremony.members}
    for member, key in keys.items():
        assert key.public == trustees.members[member - 1]
    for number in (threshold, threshold - 1):
        for chosen in combinations(ceremony.members, number):
            weights = lagrange(chosen, 0, GROUP.order)
            pairs = zip(weights, chosen, strict=True)
            secret = sum(weight * keys[member].exponent for weight, member in pairs)
            same = GROUP.encode(GROUP.base([secret])) == GROUP.encode(trustees.key)
            assert same == (number == threshold)


@pytest.mark.parametrize("name", ["BELENIOS-2048", "RFC-3526-2048"])
def test_the_ceremony_in_the_other_groups(name: str) -> None:
    ceremony = Ceremony(3, 2, name, load_group(name))
    trustees = read_trustees(
        ceremony.group, write_trustees([read(ceremony.record, Pedersen, "threshold")])
    )
    weights = lagrange([1, 3], 0, ceremony.group.order)
    secret = weights[0] * ceremony.key(1).exponent + weights[1] * ceremony.key(3).exponent
    assert ceremony.group.encode(ceremony.group.base([secret])) == ceremony.group.encode(
        trustees.key
    )


def test_messages_repeat_with_their_entropy_only() -> None:
    first, again, other = Ceremony(), Ceremony(), Ceremony(seed="other")
    assert first.record == again.record
    assert first.record != other.record
    assert first.polynomial(1) != first.polynomials[0]


def test_the_fingerprint_is_the_same_for_all_and_reads_aloud() -> None:
    ceremony = Ceremony()
    said = fingerprint(ceremony.certificates)
    assert [len(part) for part in said.split(" ")] == [5] * 8
    assert said.replace(" ", "").isdigit()
    check_fingerprint(ceremony.certificates, said.replace(" ", "  ") + "\n")
    for member in ceremony.members:
        own = fingerprint(ceremony.certificates, member)
        assert [len(part) for part in own.split(" ")] == [5] * 4
        check_fingerprint(ceremony.certificates, own, member)
    for member in (0, 4):
        with refused("bel.member-index", index=member, size=3):
            fingerprint(ceremony.certificates, member)


def test_the_fingerprint_never_changes_from_release_to_release() -> None:
    """Members with different releases must read the same digits; see docs/spec/ceremony.md."""
    ceremony = Ceremony()
    whole = "48114 86130 93260 37528 98000 69007 80384 76695"
    assert fingerprint(ceremony.certificates) == whole
    assert fingerprint(ceremony.certificates, 2) == "22793 34014 79810 18669"


def test_own_place() -> None:
    ceremony = Ceremony()
    for member in ceremony.members:
        assert own_index(ceremony.certificates, ceremony.keys(member)) == member


def test_names_of_members_are_kept() -> None:
    """Whoever publishes the record may add a name to a verification key, as to a single key."""
    plain = msgspec.json.decode(Ceremony().record)
    plain["verification_keys"][1]["name"] = "Bea"
    record = read(msgspec.json.encode(plain), Pedersen, "threshold")
    assert read_trustees(GROUP, write_trustees([record])).members[1].name == "Bea"


def test_interpolation() -> None:
    order = GROUP.order
    places, at = [1, 4, 5], 9
    values = [7 + 3 * x + 5 * x * x for x in places]
    pairs = zip(lagrange(places, at, order), values, strict=True)
    assert sum(w * v for w, v in pairs) % order == 7 + 3 * at + 5 * at * at
    assert lagrange([3], 0, order) == [1]
