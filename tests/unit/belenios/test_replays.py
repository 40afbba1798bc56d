"""A3: what was made for one election and shown in another, with everything but the hash the same.

The two elections share their uuid, credentials, trustees and kinds of questions, as a second round
might by mistake; only the wording differs, and so the fingerprint, which every challenge names.
"""

from typing import Any

import msgspec
import pytest
from tests.support.mixed_box import MixedBox
from tests.support.online_box import BLANK, CHOICE, LISTS, RANKED, OnlineBox, edit, resign
from tests.support.refusals import refused

from suffrage.belenios.decryption import check_share, decrypt_share
from suffrage.belenios.shuffle.shuffle_tally import check_shuffle, shuffle_tally

VOTES: dict[str, tuple[Any, Any]] = {
    "homomorphic": (CHOICE, [0, 1, 0]),
    "blank": (BLANK, [1, 0, 0]),
    "lists": (LISTS, [[1, 0, 1], [0, 0], [0]]),
    "ranked": (RANKED, [2, 3, 1]),
}


def reworded(question: Any) -> Any:
    """The same question in other words."""
    if question.__struct_fields__[0] == "value":
        value = msgspec.structs.replace(question.value, question="Second round?")
        return msgspec.structs.replace(question, value=value)
    return msgspec.structs.replace(question, question="Second round?")


def rounds(question: Any, kind: type[OnlineBox] = OnlineBox) -> tuple[Any, Any]:
    first, second = kind(questions=(question,)), kind(questions=(reworded(question),))
    assert first.credentials == second.credentials
    assert first.election.record.public_key == second.election.record.public_key
    assert first.election.fingerprint != second.election.fingerprint
    return first, second


@pytest.mark.parametrize("kind", VOTES)
def test_a_ballot_of_the_first_round_in_the_second(kind: str) -> None:
    """As it is, relabelled, and relabelled and signed again by its own voter."""
    question, choice = VOTES[kind]
    first, second = rounds(question)
    ballot = first.make(0, [choice])
    with refused("bel.ballot-election"):
        second.check(ballot)
    relabelled = edit(ballot, lambda f: f.update(election_hash=second.election.fingerprint))
    with refused("bel.ballot-signature"):
        second.check(relabelled)
    with refused("bel.ballot-proof", question=0, proof=0):
        second.check(resign(second.election, second.credentials[0], relabelled))


def test_a_decryption_of_the_first_round_in_the_second() -> None:
    first, second = rounds(CHOICE)
    second.cast(0, [[0, 1, 0]])
    tally = second.tally()
    for owner in (1, 2):
        key = second.keys[owner - 1]
        share = decrypt_share(first.election, second.setup.trustees, tally, key, second.entropy)
        with refused("bel.share-proof", owner=owner, index=0):
            check_share(second.election, second.setup.trustees, tally, share.records)


def test_a_shuffle_of_the_first_round_in_the_second() -> None:
    first, second = rounds(RANKED, MixedBox)
    for voter, ranks in enumerate(([1, 2, 3], [3, 2, 1])):
        second.cast(voter, [ranks])
    tally, trustees = second.tally(), second.setup.trustees
    made = shuffle_tally(first.election, trustees, tally, [], owner=1, entropy=second.entropy)
    check_shuffle(first.election, trustees, tally, [], made.records)
    with refused("bel.shuffle", owner=1, question=0):
        check_shuffle(second.election, trustees, tally, [], made.records)
