"""The honest boxes of ``vectors/belenios``: small, of every kind, from seeds that repeat.

A box draws from one stream of entropy, so its archive is made once, from first to last, before
anything else is made of it.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import msgspec
from tests.support.ceremony import ThresholdBox
from tests.support.forged_answers import cast_element
from tests.support.mixed_box import MixedBox
from tests.support.online_box import BLANK, CHOICE, OnlineBox, chain, seeded

from suffrage.belenios.election import BASE58
from suffrage.belenios.events import EventType
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.questions.lists import Lists, ListsValue
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic, NonHomomorphicValue
from suffrage.belenios.result import compute_result
from suffrage.belenios.tally import encrypt_tally

__all__ = ["BOXES", "NOTES", "OPEN", "PREFIXES", "Steps", "box_of", "secrets_of", "steps_of_box"]

Steps = list[tuple[EventType, tuple[bytes, ...]]]

PLAIN: Final = Homomorphic(answers=("Ann", "Bea"), min=1, max=1, question="Who?")
SEVERAL: Final = Homomorphic(answers=("Été", "雪", "«d»"), min=0, max=2, question="Which?")
TWO_LISTS: Final = Lists(
    value=ListsValue(answers=(("Red", "Ann", "Bob"), ("Blue", "Chloé")), question="Which list?")
)
RANKS: Final = NonHomomorphic(
    value=NonHomomorphicValue(answers=("Ann", "Bea", "Chloé"), question="In which order?")
)
LARGE: Final = 2**30


def _named(name: str) -> dict[str, Any]:
    """The seed of a box, and an identifier that no other box has."""
    digest = hashlib.sha256(name.encode()).digest()
    uuid = "".join(BASE58[byte % len(BASE58)] for byte in digest[:14])
    return {"seed": f"vectors {name}", "uuid": uuid}


def _plain() -> OnlineBox:
    """Three voters, of whom the first votes twice and the last not at all."""
    box = OnlineBox(questions=(PLAIN,), **_named("plain"))
    box.cast(0, [[1, 0]])
    box.cast(1, [[0, 1]])
    box.cast(0, [[0, 1]])
    return box


def _plain_2048() -> OnlineBox:
    box = OnlineBox(questions=(PLAIN,), voters=2, group="BELENIOS-2048", **_named("plain-2048"))
    box.cast(0, [[1, 0]])
    box.cast(1, [[0, 1]])
    return box


def _several() -> OnlineBox:
    box = OnlineBox(questions=(SEVERAL, CHOICE, BLANK), voters=2, **_named("several"))
    box.cast(0, [[1, 0, 1], [0, 1, 0], [0, 1, 0]])
    box.cast(1, [[0, 0, 0], [0, 0, 1], [1, 0, 0]])
    return box


def _blank() -> OnlineBox:
    box = OnlineBox(questions=(BLANK,), **_named("blank"))
    for voter, choice in enumerate(([1, 0, 0], [0, 1, 0], [0, 0, 1])):
        box.cast(voter, [choice])
    return box


def _weighted() -> OnlineBox:
    box = OnlineBox(questions=(PLAIN,), **_named("weighted"), weights=(1, 20, LARGE))
    for voter, choice in enumerate(([1, 0], [1, 0], [0, 1])):
        box.cast(voter, [choice])
    return box


def _lists() -> OnlineBox:
    box = OnlineBox(questions=(TWO_LISTS,), voters=2, **_named("lists"))
    box.cast(0, [[[1, 1, 0], [0, 0]]])
    box.cast(1, [[[0, 0, 0], [1, 1]]])
    return box


def _ranked() -> MixedBox:
    box = MixedBox(questions=(PLAIN, RANKS), voters=3, **_named("ranked"))
    for voter, ranks in enumerate(([1, 2, 3], [2, 0, 1], [255, 0, 255])):
        box.cast(voter, [[1, 0], ranks])
    return box


def _any_element() -> MixedBox:
    box = MixedBox(questions=(RANKS,), voters=3, trustees=1, **_named("any-element"))
    box.shufflers = (1,)
    box.cast(0, [[1, 2, 3]])
    (power,) = box.election.group.encode(box.election.group.base([12345]))
    cast_element(box, 1, [[0, 0, 0]], 0, f"{1:064x}")
    cast_element(box, 2, [[0, 0, 0]], 0, power)
    return box


def _threshold() -> ThresholdBox:
    box = ThresholdBox(questions=(PLAIN,), **_named("threshold"))
    for voter, choice in enumerate(([1, 0], [0, 1], [0, 1])):
        box.cast(voter, [choice])
    return box


def _ranked_2048() -> MixedBox:
    box = MixedBox(
        questions=(RANKS,), group="RFC-3526-2048", voters=2, trustees=1, **_named("ranked-2048")
    )
    box.shufflers = (1,)
    box.cast(0, [[1, 2, 3]])
    box.cast(1, [[255, 0, 7]])
    return box


BOXES: Final[Mapping[str, Callable[[], OnlineBox]]] = {
    "plain": _plain,
    "several": _several,
    "blank": _blank,
    "weighted": _weighted,
    "lists": _lists,
    "ranked": _ranked,
    "any-element": _any_element,
    "threshold": _threshold,
    "plain-2048": _plain_2048,
    "ranked-2048": _ranked_2048,
}
NOTES: Final[Mapping[str, str]] = {
    "plain": "one question, two single trustees, three voters: one votes again, one abstains",
    "several": "three questions: none to two of three options with names in other scripts, one of "
    "three, and one of two or blank",
    "blank": "one question that offers blank; a blank vote and both answers",
    "weighted": "weights 1, 20 and 2^30, so that weight and counts are written as strings",
    "lists": "a question of lists, with two and one candidates",
    "ranked": "a counted question and a ranked one; two shuffles, by both trustees",
    "any-element": "a ranked question; of three answers one encrypts the identity and one an "
    "arbitrary power of the generator, and both are published with what they hold",
    "threshold": "a single trustee (owner 1) and a group of three (owners 2 to 4), of whom any two "
    "decrypt; here owners 2 and 4 do",
    "plain-2048": "one question in the group BELENIOS-2048",
    "ranked-2048": "a ranked question in the group RFC-3526-2048, with one shuffle",
}
# Prefixes of archives: how many events they have.
PREFIXES: Final[Mapping[str, tuple[str, int, str]]] = {
    "plain-open": ("plain", 4, "the box `plain` while it is open, with all its ballots"),
    "plain-open-earlier": ("plain", 2, "an older copy of `plain-open`, with one ballot"),
    "ranked-shuffling": ("ranked", 7, "the box `ranked` after its first shuffle"),
}
OPEN: Final = "plain-open"


@dataclass(frozen=True, slots=True)
class _Made:
    box: OnlineBox
    steps: Steps


@cache
def _made(name: str) -> _Made:
    box = BOXES[name]()
    if name == "threshold":
        return _Made(box, _two_of_three(box))
    return _Made(box, box.all_records())


def _two_of_three(box: OnlineBox) -> Steps:
    tally = encrypt_tally(box.election, map(box.check, box.ballots))
    shares = [box.share(owner, tally) for owner in (4, 1, 2)]
    result = compute_result(box.election, box.setup.trustees, tally, shares)
    return [
        *box.open_records(),
        ("EndBallots", ()),
        ("EncryptedTally", tally.records),
        *(("PartialDecryption", share.records) for share in shares),
        ("Result", result.records),
    ]


def box_of(name: str, seed: str) -> Any:
    """A box whose archive is made, ready for a forger who draws from an own seed."""
    box = _made(name).box
    box.entropy = seeded(f"vectors forger {seed}")
    return box


def steps_of_box(name: str) -> Steps:
    """Type and data records of its events, to be changed and chained again."""
    return list(_made(name).steps)


def archive_of(name: str) -> bytes:
    """The archive of a box or of a prefix."""
    if name in PREFIXES:
        whole, events, _ = PREFIXES[name]
        return chain(_made(whole).steps[:events])
    return chain(_made(name).steps)


def secrets_of(name: str) -> dict[str, Any]:
    """Whatever opens a box; it is thrown away, so all of it may be published."""
    box = _made(name).box
    secrets: dict[str, Any] = {
        "uuid": box.uuid,
        "group": box.group,
        "credentials": [
            {"private": credential.private, "public": credential.public}
            for credential in box.credentials
        ],
        "trustees": [msgspec.json.decode(key.private_file()) for key in box.keys],
    }
    if isinstance(box, ThresholdBox):
        secrets["seeds"] = box.ceremony.seeds
    return secrets
