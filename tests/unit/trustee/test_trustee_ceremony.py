"""The ceremony as members and an organiser hold it, honest and not."""

import msgspec
import pytest
from tests.support.online_box import UUID, seeded

from suffrage.belenios.backend import load_group
from suffrage.belenios.threshold.fingerprint import fingerprint
from suffrage.belenios.threshold.polynomial import make_polynomial
from suffrage.belenios.trustees import read_trustees
from suffrage.errors import Malformed, NotVerified, Refused, SuffrageError, Unavailable
from suffrage.trustee.ceremony import (
    Agreed,
    Step,
    accuse,
    agree,
    begin,
    commit,
    finish,
    public_key,
    read_list,
)
from suffrage.trustee.gather import LIST, TRUSTEES, gather, sent_name
from suffrage.trustee.make_key import decryption_key, make_key
from suffrage.trustee.saved import Ceremony, Saved, read_saved, write_saved
from suffrage.trustee.scope import election_scope

GROUP = load_group("Ed25519")
ENTROPY = seeded("ceremony of files")
SCOPE = election_scope(UUID, 2)


class Table:
    """Members around a folder; every file and every state may be tampered with."""

    def __init__(self, of: int = 3, need: int = 2) -> None:
        self.files: dict[str, bytes] = {}
        self.saved: dict[int, Saved] = {}
        for index in range(1, of + 1):
            self.take(
                index, "certificate", begin(SCOPE, index, "Ed25519", ENTROPY, of=of, need=need)
            )

    def take(self, index: int, kind: str, step: Step) -> None:
        """The state is kept as bytes, the message goes into the folder."""
        self.saved[index] = read_saved(write_saved(step.saved))
        self.files[sent_name(kind, index)] = step.message  # type: ignore[arg-type]

    def gather(self) -> None:
        self.files.update(gather(self.files).files)

    def agreed(self, index: int) -> Agreed:
        return agree(self.saved[index], self.files[LIST])

    def commit(self) -> None:
        self.gather()
        for index in self.saved:
            self.take(index, "polynomial", commit(self.agreed(index), ENTROPY))

    def finish(self) -> None:
        self.commit()
        self.gather()
        for index in self.saved:
            self.take(index, "output", self.finished(index))

    def finished(self, index: int) -> Step:
        return finish(self.saved[index], self.files[sent_name("input", index)], ENTROPY)


def code(act: object, *arguments: object) -> str:
    with pytest.raises(SuffrageError) as caught:
        act(*arguments)  # type: ignore[operator]
    return caught.value.code


def test_three_members_make_one_key() -> None:
    table = Table()
    table.finish()
    table.gather()
    trustees = read_trustees(GROUP, table.files[TRUSTEES])
    assert [quorum.need for quorum in trustees.quorums] == [2]
    for index, saved in table.saved.items():
        key = decryption_key(saved, ENTROPY).public.public_key
        assert key == trustees.members[index - 1].public_key
        assert key == public_key(table.files[sent_name("output", index)])


def test_all_members_see_the_same_fingerprint() -> None:
    table = Table()
    table.gather()
    seen = {fingerprint(table.agreed(index).certificates) for index in table.saved}
    assert len(seen) == 1


@pytest.mark.parametrize("kept", [1, 0])
def test_a_server_that_substitutes_members_shows_another_fingerprint(kept: int) -> None:
    """One other member replaced, or all of them: only the voice of the others can tell."""
    table, false = Table(), Table()
    honest = {**table.files}
    table.gather()
    right = fingerprint(table.agreed(1).certificates)
    swapped = {sent_name("certificate", 1): honest[sent_name("certificate", 1)]}
    for index in (2, 3):
        real = index == 2 and kept
        name = sent_name("certificate", index)
        swapped[name] = (honest if real else false.files)[name]
    shown = agree(table.saved[1], gather(swapped).files[LIST])
    assert fingerprint(shown.certificates) != right


def test_a_server_that_takes_a_members_place_is_named_at_once() -> None:
    table, false = Table(), Table()
    name = sent_name("certificate", 2)
    table.files[name] = false.files[name]
    table.gather()
    assert code(table.agreed, 2) == "bel.certificate-absent"
    table.agreed(1)


def test_another_number_of_members_than_agreed_is_refused() -> None:
    table, larger = Table(), Table(4, 2)
    larger.files[sent_name("certificate", 1)] = table.files[sent_name("certificate", 1)]
    with pytest.raises(SuffrageError):
        larger.gather()
    fewer = Table(3, 3)
    assert code(agree, table.saved[1], gather(fewer.files).files[LIST]) == "bel.certificate-context"


def test_a_list_that_was_agreed_cannot_change() -> None:
    table, other = Table(), Table()
    table.commit()
    other.files[sent_name("certificate", 1)] = Table().files[sent_name("certificate", 1)]
    other.gather()
    assert code(agree, table.saved[1], other.files[LIST]) == "trustee.list-changed"


def test_a_step_that_is_asked_for_again_sends_the_same_message() -> None:
    table = Table()
    table.commit()
    for index in table.saved:
        again = commit(table.agreed(index), ENTROPY)
        assert again.message == table.files[sent_name("polynomial", index)]
        assert again.saved == table.saved[index]


def test_the_key_stays_when_other_shares_come() -> None:
    table = Table()
    table.finish()
    assert table.finished(1).saved == table.saved[1]
    saved, ceremony = table.saved[2], table.saved[2].ceremony
    assert isinstance(ceremony, Ceremony)
    certificates = read_list(GROUP, table.files[LIST], of=3, need=2)
    # Member 2 has lost the memory of the first polynomial and made another.
    second = make_polynomial(GROUP, ceremony.seed, certificates, ENTROPY)
    files = {**table.files, sent_name("polynomial", 2): second}
    files = {name: data for name, data in files.items() if not name.startswith("input")}
    changed = gather(files).files[sent_name("input", 1)]
    assert code(finish, table.saved[1], changed, ENTROPY) == "trustee.share-changed"
    assert saved.exponent


def test_a_false_share_becomes_a_complaint_that_ends_the_ceremony() -> None:
    table = Table()
    table.commit()
    liar = table.saved[3].ceremony
    assert isinstance(liar, Ceremony)
    certificates = read_list(GROUP, table.files[LIST], of=3, need=2)
    honest = msgspec.json.decode(table.files[sent_name("polynomial", 3)])
    other = msgspec.json.decode(make_polynomial(GROUP, liar.seed, certificates, ENTROPY))
    honest["secrets"][0] = other["secrets"][0]
    table.files[sent_name("polynomial", 3)] = msgspec.json.encode(honest)
    table.gather()
    with pytest.raises(NotVerified) as caught:
        table.finished(1)
    assert (caught.value.code, caught.value.fields) == ("bel.dkg-share", {"member": 3})
    vinput = table.files[sent_name("input", 1)]
    assert code(accuse, table.saved[1], vinput, 2) == "bel.complaint-groundless"
    table.files["complaint-1-3.json"] = accuse(table.saved[1], vinput, 3)
    with pytest.raises(NotVerified) as ended:
        table.gather()
    assert (ended.value.code, ended.value.fields) == (
        "trustee.accused",
        {"member": 3, "accuser": 1},
    )


def test_the_organiser_waits_for_everybody_and_says_for_whom() -> None:
    for kind, prepare in (("certificate", None), ("polynomial", "commit"), ("output", "finish")):
        table = Table()
        if prepare:
            getattr(table, prepare)()
        del table.files[sent_name(kind, 2)]  # type: ignore[arg-type]
        with pytest.raises(Unavailable) as caught:
            table.gather()
        assert (caught.value.code, caught.value.fields) == ("bel.ceremony-missing", {"member": 2})


def test_steps_out_of_order_are_refused() -> None:
    table = Table()
    assert code(finish, table.saved[1], b"{}", ENTROPY) == "trustee.no-polynomial"
    assert code(decryption_key, table.saved[1], ENTROPY) == "trustee.no-key"
    alone = make_key(SCOPE, 1, "Ed25519", ENTROPY).saved
    assert code(agree, alone, b"{}") == "trustee.no-ceremony"
    assert code(finish, alone, b"{}", ENTROPY) == "trustee.no-ceremony"


def test_the_organiser_does_nothing_twice_and_mixes_nothing() -> None:
    table = Table()
    table.finish()
    table.gather()
    assert code(gather, table.files) == "trustee.gathered"
    assert code(gather, {}) == "trustee.nothing-to-gather"
    made = make_key(SCOPE, 1, "Ed25519", ENTROPY)
    both = {**Table().files, sent_name("trustee", 1): made.public}
    assert code(gather, both) == "trustee.mixed"


def test_keys_made_alone_are_gathered_in_their_order() -> None:
    made = {index: make_key(SCOPE, index, "Ed25519", ENTROPY) for index in (2, 1)}
    files = {sent_name("trustee", index): key.public for index, key in made.items()}
    record = gather(files).files[TRUSTEES]
    keys = [member.public_key for member in read_trustees(GROUP, record).members]
    assert keys == [
        decryption_key(made[index].saved, ENTROPY).public.public_key for index in (1, 2)
    ]
    del files[sent_name("trustee", 1)]
    assert code(gather, files) == "bel.ceremony-missing"


def test_no_message_holds_a_secret_in_clear() -> None:
    table = Table()
    table.finish()
    table.gather()
    secrets = [saved.exponent for saved in table.saved.values()]
    secrets += [saved.ceremony.seed for saved in table.saved.values() if saved.ceremony]
    sent = b"".join(table.files.values())
    assert not [secret for secret in secrets if secret.encode() in sent]


@pytest.mark.parametrize("wrong", [(0, 3, 2), (4, 3, 2), (1, 3, 4), (1, 3, 0)])
def test_impossible_numbers_are_refused(wrong: tuple[int, int, int]) -> None:
    index, of, need = wrong
    with pytest.raises(Malformed):
        begin(SCOPE, index, "Ed25519", ENTROPY, of=of, need=need)


def test_a_list_that_is_none_is_refused() -> None:
    table = Table()
    for data in (b"", b"{}", b"\xff", b'{"certs":[]}'):
        with pytest.raises((Malformed, NotVerified, Refused, Unavailable)):
            agree(table.saved[1], data)
