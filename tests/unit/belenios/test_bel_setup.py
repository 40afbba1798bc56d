"""The records of the Setup event: election, trustees, credentials, and what binds them."""

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from tests.support.online_box import BLANK, CHOICE, UUID, OnlineBox, edit, seeded

from suffrage.belenios.backend import load_group
from suffrage.belenios.credentials import (
    derive_exponent,
    make_credential,
    read_public_credentials,
    write_public_credentials,
)
from suffrage.belenios.election import make_election, read_election
from suffrage.belenios.proofs import prove_knowledge
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.setup import read_setup, setup_records
from suffrage.belenios.trustees import (
    make_trustee_key,
    read_trustee_key,
    read_trustees,
    write_trustees,
)
from suffrage.errors import Malformed, SuffrageError, Unavailable

GROUP = load_group("Ed25519")
IDENTITY = f"{1:064x}"


@pytest.fixture(scope="module")
def box() -> OnlineBox:
    return OnlineBox(questions=(CHOICE, BLANK))


def code_of(action: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(SuffrageError) as refusal:
        action(*arguments)
    return refusal.value.code


def test_election_bytes_are_written_as_belenios_does(box: OnlineBox) -> None:
    key = box.election.record.public_key
    assert box.election.data.decode() == (
        '{"version":1,"description":"A box for tests","name":"Test","group":"Ed25519",'
        f'"public_key":"{key}","questions":['
        '{"answers":["Ann","Bea","Chloé"],"min":1,"max":1,"question":"Who?"},'
        '{"answers":["yes","no"],"blank":true,"min":1,"max":1,"question":"Agreed?"}],'
        f'"uuid":"{UUID}"}}'
    )
    assert read_election(box.election.data).record == box.election.record


def test_optional_fields_of_an_election_are_kept(box: OnlineBox) -> None:
    def add(fields: Any) -> None:
        fields.update(administrator="A", credential_authority="C", language=["fr", "ltr"])

    data = edit(box.election.data, add)
    assert read_election(data).data == data
    assert read_election(data).fingerprint != box.election.fingerprint


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.unsupported", lambda f: f.update(version=2)),
        ("bel.unsupported", lambda f: f.update(group="Curve448")),
        ("bel.unsupported", lambda f: f["questions"][0].update(type="Ordered")),
        ("bel.json", lambda f: f["questions"][0].update(type="NonHomomorphic")),
        ("bel.json", lambda f: f["questions"][0].update(type="Lists")),
        ("bel.json", lambda f: f["questions"][0].update(extra={"method": "Schulze"})),
        ("bel.uuid", lambda f: f.update(uuid="short")),
        ("bel.uuid", lambda f: f.update(uuid=UUID + "0")),
        ("bel.question", lambda f: f.update(questions=[])),
        ("bel.question", lambda f: f["questions"][0].update(answers=[])),
        ("bel.question", lambda f: f["questions"][0].update(max=4)),
        ("bel.question", lambda f: f["questions"][0].update(min=2)),
        ("bel.json", lambda f: f["questions"][0].update(min=-1)),
        ("bel.json", lambda f: f["questions"][0].update(min="1")),
        ("bel.json", lambda f: f["questions"].append("x")),
        ("bel.json", lambda f: f.update(colour="red")),
        ("bel.json", lambda f: f.pop("name")),
        ("bel.canonical", lambda f: f["questions"][1].update(blank=False)),
        ("bel.canonical", lambda f: f.update(name="\x7f")),
        ("bel.point", lambda f: f.update(public_key="0" * 64)),
        ("bel.identity", lambda f: f.update(public_key=IDENTITY)),
    ],
)
def test_elections_refused(box: OnlineBox, code: str, change: Any) -> None:
    assert code_of(read_election, edit(box.election.data, change)) == code


def test_elections_that_are_not_made() -> None:
    def make(name: str, question: Homomorphic) -> object:
        return make_election(
            name=name,
            description="",
            uuid=UUID,
            questions=[question],
            trustee_keys=GROUP.encode(GROUP.base([5])),
        )

    impossible = Homomorphic(answers=("a",), min=1, max=2, question="?")
    assert code_of(make, "Test", impossible) == "bel.question"
    assert code_of(make, "half a letter \ud800", CHOICE) == "bel.text"


def test_credential_has_the_published_form_and_exponent() -> None:
    credential = make_credential(UUID, seeded("credential"))
    assert [len(part) for part in credential.private.split("-")] == [5, 6, 5, 6]
    text = "".join(
        hashlib.sha256(f"derive_credential|{UUID}|{i}|{credential.private}".encode()).hexdigest()
        for i in (0, 1)
    )
    exponent = int(text, 16) % GROUP.order
    assert derive_exponent(GROUP, UUID, credential.private) == exponent
    assert GROUP.encode(GROUP.base([exponent])) == [credential.public]


def test_credentials_differ_and_belong_to_one_election() -> None:
    entropy = seeded("many")
    made = [make_credential(UUID, entropy) for _ in range(20)]
    assert len({credential.private for credential in made}) == 20
    private = made[0].private
    assert derive_exponent(GROUP, UUID, private) != derive_exponent(GROUP, UUID + "2", private)


def test_credential_needs_all_its_entropy() -> None:
    with pytest.raises(Unavailable) as refusal:
        make_credential(UUID, lambda size: bytes(size - 1))
    assert refusal.value.code == "bel.entropy"


@pytest.mark.parametrize(
    "private",
    ["", "AAAAA-AAAAAA-AAAAA-AAAAA0", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAA-AAAAAA-AAAAA-AAAAAA\n"],
)
def test_credentials_of_another_form(private: str) -> None:
    assert code_of(derive_exponent, GROUP, UUID, private) == "bel.credential-form"


def test_list_is_written_in_group_order() -> None:
    keys = GROUP.encode(GROUP.base(range(1, 10)))
    data = write_public_credentials(keys)
    listed = msgspec.json.decode(data)
    assert listed == sorted(keys, key=lambda text: bytes.fromhex(text)[::-1])
    assert read_public_credentials(GROUP, data).keys == frozenset(keys)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.credentials-order", lambda keys: keys.append(keys[-1])),
        ("bel.credentials-order", lambda keys: keys.reverse()),
        ("bel.point", lambda keys: keys.append("0" * 64)),
        ("bel.identity", lambda keys: keys.insert(0, IDENTITY)),
        ("bel.json", lambda keys: keys.append(1)),
        ("bel.weight", lambda keys: keys.append(f"{keys.pop()},0")),
        ("bel.weight", lambda keys: keys.append(f"{keys.pop()},-1")),
        ("bel.weight", lambda keys: keys.append(f"{keys.pop()},01")),
        ("bel.weight", lambda keys: keys.append(f"{keys.pop()},+1")),
        ("bel.weight", lambda keys: keys.append(f"{keys.pop()},1.5")),
        ("bel.weight", lambda keys: keys.append(f"{keys.pop()},")),
        ("bel.weight", lambda keys: keys.append(f"{keys.pop()},1,2")),
        ("bel.weight", lambda keys: keys.append(f"{keys.pop()}, 2")),
        ("bel.weight", lambda keys: keys.append(f"{keys.pop()},{'9' * 31}")),
        ("bel.weight", lambda keys: keys.append("")),
        ("bel.credentials-order", lambda keys: keys.append(f"{keys[-1]},3")),
    ],
)
def test_lists_refused(code: str, change: Any) -> None:
    data = edit(write_public_credentials(GROUP.encode(GROUP.base([2, 3, 4]))), change)
    assert code_of(read_public_credentials, GROUP, data) == code


def test_trustee_key_survives_its_file() -> None:
    key = make_trustee_key(seeded("trustee"), name="Ann")
    again = read_trustee_key(key.private_file(), seeded("again"), name="Ann")
    assert again.exponent == key.exponent
    assert again.public.public_key == key.public.public_key
    members = read_trustees(GROUP, write_trustees([key.public])).members
    assert members == (key.public,)
    assert members[0].name == "Ann"


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("bel.json", b"12"),
        ("bel.json", b'"-1"'),
        ("bel.json", b'"012"'),
        ("bel.canonical", b'"12" '),
        ("bel.exponent", b'"%d"' % GROUP.order),
        ("bel.identity", b'"0"'),
    ],
)
def test_key_files_refused(code: str, data: bytes) -> None:
    assert code_of(read_trustee_key, data, seeded("file")) == code


def proof_for_another_group(fields: Any) -> None:
    """A1: a proof of knowledge whose challenge names another group."""
    public = fields[1][1]["public_key"]
    key = OnlineBox().keys[1]
    assert key.public.public_key == public
    proof = prove_knowledge(GROUP, key.exponent, f"pok|BELENIOS-2048|{public}|", seeded("x"))
    fields[1][1]["pok"] = msgspec.to_builtins(proof)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.trustee-proof", proof_for_another_group),
        ("bel.trustee-proof", lambda f: f[0][1].update(public_key=f"{'66' * 31}58")),
        ("bel.trustee-proof", lambda f: f[0][1].update(pok=f[1][1]["pok"])),
        ("bel.trustee-repeated", lambda f: f.append(f[0])),
        ("bel.identity", lambda f: f[0][1].update(public_key=IDENTITY)),
        ("bel.json", lambda f: f.append(["Pedersen", {}])),
        ("bel.unsupported", lambda f: f[0][1].update(signature=f[0][1]["pok"])),
        ("bel.json", lambda f: f.append(["Triple", {}])),
        ("bel.json", lambda f: f.append("Single")),
        ("bel.json", lambda f: f[0][1].pop("pok")),
    ],
)
def test_trustees_refused(code: str, change: Any) -> None:
    data = edit(OnlineBox().setup.trustees.data, change)
    assert code_of(read_trustees, GROUP, data) == code


def test_rogue_key_is_refused() -> None:
    """A13: a last key that cancels the first has no proof that its holder could make."""
    first, own = make_trustee_key(seeded("first")), make_trustee_key(seeded("own"))
    (rogue,) = GROUP.encode(GROUP.base([own.exponent - first.exponent]))
    stolen = edit(
        write_trustees([first.public, own.public]), lambda f: f[1][1].update(public_key=rogue)
    )
    assert code_of(read_trustees, GROUP, stolen) == "bel.trustee-proof"


def test_setup_binds_its_records(box: OnlineBox) -> None:
    setup, other = box.setup, OnlineBox(seed="other").setup
    parts = [setup.election.data, setup.trustees.data, setup.credentials.data]
    records = setup_records(*parts)
    again = read_setup(records)
    assert again.election.record == setup.election.record
    assert again.trustees.data == setup.trustees.data
    assert again.credentials == setup.credentials
    foreign = [other.election.data, other.trustees.data, other.credentials.data]
    for place, data in enumerate(foreign):
        swapped = list(records)
        swapped[place] = data
        assert code_of(read_setup, swapped) == "bel.setup-hash"


def test_election_key_is_the_trustees_product(box: OnlineBox) -> None:
    setup, other = box.setup, OnlineBox(seed="other").setup
    foreign = setup_records(setup.election.data, other.trustees.data, setup.credentials.data)
    assert code_of(read_setup, foreign) == "bel.election-key"
    fewer = setup_records(
        setup.election.data, write_trustees([box.keys[0].public]), setup.credentials.data
    )
    assert code_of(read_setup, fewer) == "bel.election-key"


def test_certificate_is_not_supported(box: OnlineBox) -> None:
    setup = box.setup
    *parts, bound = setup_records(setup.election.data, setup.trustees.data, setup.credentials.data)
    digest = hashlib.sha256(b"{}").hexdigest()
    named = edit(bound, lambda f: f.update(credentials_certificate=digest))
    assert code_of(read_setup, [*parts, b"{}", named]) == "bel.unsupported"
    assert code_of(read_setup, [*parts, b"{}", bound]) == "bel.unsupported"


def test_only_malformed_says_that_something_is_unsupported() -> None:
    with pytest.raises(Malformed) as refusal:
        load_group("Curve448")
    assert refusal.value.fields == {"what": "group Curve448"}
