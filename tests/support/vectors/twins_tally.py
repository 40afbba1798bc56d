"""Twins whose ballots are sound and whose tally, decryption or result is not."""

from dataclasses import replace
from typing import Final

from tests.support.online_box import edit
from tests.support.vectors.sound import Steps, box_of, steps_of_box
from tests.support.vectors.twin import Change, Twin, altered, find, put, set_in, twin
from tests.support.vectors.twins_ballots import more

from suffrage.belenios.backend import load_group
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.tally import Tally, encrypt_tally

__all__ = ["twins"]

_GROUP: Final = load_group("Ed25519")
_G: Final = _GROUP.base([1])
# Refusals of a number inside a share, whose place names the owner.
_NUMBERS: Final = {"bel.point", "bel.exponent"}


def twins() -> list[Twin]:
    """All of them."""
    return [*_tallies(), *_figures(), *_shares(), *_counted_shares(), *_results()]


def _times_g(text: str) -> str:
    return _GROUP.encode(_GROUP.add(_GROUP.decode([text]), _G))[0]


def _retallied(base: str, tally: Tally) -> Steps:
    steps = steps_of_box(base)
    return put(steps, find(steps, "EncryptedTally"), tally.records)


def _tallies() -> list[Twin]:
    """Other sums than the ballots'; the figures beside them are right or fit the lie."""
    plain, weighted = box_of("plain", "tally"), box_of("weighted", "tally")
    first, second, again = map(plain.check, plain.ballots)
    light = [replace(weighted.check(ballot), weight=1) for ballot in weighted.ballots]
    unweighed = encrypt_tally(weighted.election, light)
    dropped = steps_of_box("plain")
    del dropped[2]
    right = _retallied("weighted", unweighed)
    right[-1] = (
        "EncryptedTally",
        (
            unweighed.records[0],
            edit(
                steps_of_box("weighted")[5][1][1],
                set_in(["encrypted_tally"], wide_digest(unweighed.records[0])),
            ),
        ),
    )
    cases: list[tuple[str, str, Steps, int, str]] = [
        (
            "moved",
            "plain",
            altered("plain", "EncryptedTally", set_in([0, 0, "beta"], _times_g)),
            5,
            "a vote is added to an option",
        ),
        (
            "first-ballot",
            "plain",
            _retallied("plain", encrypt_tally(plain.election, [first, second])),
            5,
            "of a voter who voted twice the first ballot counts",
        ),
        (
            "both-ballots",
            "plain",
            _retallied(
                "plain",
                encrypt_tally(plain.election, [first, second, replace(again, credential="")]),
            ),
            5,
            "of a voter who voted twice both ballots count",
        ),
        (
            "ballot-left-out",
            "plain",
            _retallied("plain", encrypt_tally(plain.election, [again])),
            5,
            "a ballot is left out of the tally",
        ),
        (
            "ballot-dropped",
            "plain",
            dropped,
            4,
            "a ballot is dropped from the box and everything hashed again; the tally is kept",
        ),
        ("weights-ignored", "weighted", right, 5, "each ballot counts once, whatever its weight"),
        (
            "order",
            "ranked",
            altered("ranked", "EncryptedTally", lambda fields: fields[1].reverse()),
            5,
            "answers to be shuffled in another order than the group's",
        ),
    ]
    return [
        twin(f"tally-{name}", base, steps, ("bel.tally", f"event {event}"), note)
        for name, base, steps, event, note in cases
    ]


def _figures() -> list[Twin]:
    cases: list[tuple[str, str, str, Change, str, dict[str, str | int]]] = [
        (
            "number",
            "plain",
            "bel.tally-number",
            set_in(["num_tallied"], 3),
            "the number of ballots counts the one that was replaced",
            {"given": 3, "right": 2},
        ),
        (
            "weight",
            "weighted",
            "bel.tally-weight",
            set_in(["total_weight"], more),
            "the total weight is one more",
            {"given": 2**30 + 22, "right": 2**30 + 21},
        ),
        (
            "weight-as-string",
            "plain",
            "bel.json",
            set_in(["total_weight"], "2"),
            "a small weight written as a string",
            {},
        ),
        (
            "hash",
            "plain",
            "bel.tally-hash",
            set_in(["encrypted_tally"], "0" * 64),
            "the figures are those of another tally",
            {},
        ),
    ]
    return [
        twin(
            f"tally-{name}",
            base,
            altered(base, "EncryptedTally", change, record=1),
            (code, "event 5 total_weight" if code == "bel.json" else "event 5"),
            note,
            **fields,
        )
        for name, base, code, change, note, fields in cases
    ]


def _shares() -> list[Twin]:
    """Partial decryptions that are wrong in themselves."""
    factor = ["decryption_factors", 0, 1]
    two: dict[str, str | int] = {"owner": 2}
    cases: list[tuple[str, str, int, str, Change, str, dict[str, str | int]]] = [
        (
            "factor",
            "plain",
            1,
            "bel.share-proof",
            set_in(factor, _times_g),
            "the second trustee's factor takes a vote from an option",
            {"owner": 2, "index": 1},
        ),
        (
            "proof",
            "plain",
            1,
            "bel.share-proof",
            set_in(["decryption_proofs", 0, 0, "response"], more),
            "the second trustee's proof is wrong",
            {"owner": 2, "index": 0},
        ),
        (
            "shape",
            "plain",
            1,
            "bel.share-shape",
            lambda f: f["decryption_factors"][0].pop(),
            "a factor is missing",
            two,
        ),
        (
            "outside",
            "plain",
            1,
            "bel.point",
            set_in(factor, f"{2**255 - 20:064x}"),
            "a factor outside the group",
            {"index": 1},
        ),
        (
            "exponent",
            "plain",
            1,
            "bel.exponent",
            set_in(["decryption_proofs", 0, 1, "response"], str(_GROUP.order)),
            "a response that is q",
            {"index": 1},
        ),
        (
            "of-member",
            "threshold",
            0,
            "bel.share-proof",
            set_in(factor, _times_g),
            "a member of a group gives a false factor",
            {"owner": 4, "index": 1},
        ),
    ]
    made = []
    for name, base, nth, code, change, note, fields in cases:
        steps = altered(base, "PartialDecryption", change, nth=nth)
        where = f"event {len(steps) - 1}" + (" owner 2" if code in _NUMBERS else "")
        made.append(twin(f"share-{name}", base, steps, (code, where), note, **fields))
    return made


def _counted_shares() -> list[Twin]:
    """Partial decryptions under wrong names, of something else, too many and too few."""
    box, threshold = box_of("plain", "shares"), steps_of_box("threshold")
    plain = steps_of_box("plain")
    single = encrypt_tally(box.election, [box.check(box.ballots[1])])
    own, other = plain[6], plain[7]
    result = plain[8]

    def named(records: tuple[bytes, ...], owner: int) -> tuple[bytes, bytes]:
        return records[0], edit(records[1], set_in(["owner"], owner))

    begun = plain[:6]
    cases: list[tuple[str, str, Steps, str, str, dict[str, str | int]]] = [
        (
            "under-another-name",
            "plain",
            [*begun, ("PartialDecryption", named(other[1], 1))],
            "bel.share-proof",
            "the second trustee's factors under the first one's number",
            {"owner": 1, "index": 0},
        ),
        (
            "of-nobody",
            "plain",
            [*begun, ("PartialDecryption", named(own[1], 3))],
            "bel.share-owner",
            "the number of a trustee who does not exist",
            {"owner": 3},
        ),
        (
            "twice",
            "plain",
            [*begun, own, own],
            "bel.share-repeated",
            "a trustee decrypts twice",
            {"owner": 1},
        ),
        (
            "hash",
            "plain",
            [*begun, ("PartialDecryption", (own[1][0], other[1][1]))],
            "bel.share-hash",
            "the label of another decryption",
            {},
        ),
        (
            "of-one-ballot",
            "plain",
            [*begun, ("PartialDecryption", box.share(1, single).records)],
            "bel.share-proof",
            "the first trustee decrypts one ballot instead of the tally",
            {"owner": 1, "index": 0},
        ),
        (
            "missing",
            "plain",
            [*begun, own, result],
            "bel.share-missing",
            "a result without the second trustee",
            {"owner": 2},
        ),
        (
            "too-few",
            "threshold",
            [*threshold[:6], threshold[6], threshold[7], threshold[9]],
            "bel.shares-too-few",
            "a result with one of the two members that must decrypt",
            {"first": 2, "last": 4, "missing": 1},
        ),
    ]
    return [
        twin(f"share-{name}", base, steps, (code, f"event {len(steps) - 1}"), note, **fields)
        for name, base, steps, code, note, fields in cases
    ]


def _results() -> list[Twin]:
    wrong: dict[str, str | int] = {"question": 0, "index": 1}
    ranked: dict[str, str | int] = {"question": 1, "index": 0}
    cases: list[tuple[str, str, str, Change, str, dict[str, str | int]]] = [
        ("count", "plain", "bel.result", set_in(["result", 0, 1], 3), "one vote more", wrong),
        (
            "exchanged",
            "plain",
            "bel.result",
            lambda f: f["result"][0].reverse(),
            "the counts of two options exchanged",
            {"question": 0, "index": 0},
        ),
        (
            "count-huge",
            "plain",
            "bel.result",
            set_in(["result", 0, 1], str(2 + 10**29)),
            "a count above the number of ballots",
            wrong,
        ),
        (
            "question-more",
            "plain",
            "bel.result-shape",
            lambda f: f["result"].append([0]),
            "counts of a question that was not asked",
            {},
        ),
        (
            "option-missing",
            "plain",
            "bel.result-shape",
            lambda f: f["result"][0].pop(),
            "an option without a count",
            {},
        ),
        (
            "small-as-string",
            "weighted",
            "bel.canonical",
            set_in(["result", 0, 1], "1073741823"),
            "a count below 2^30 written as a string",
            {"what": "result"},
        ),
        (
            "answers-exchanged",
            "ranked",
            "bel.result",
            lambda f: f["result"][1].reverse(),
            "the answers in another order than that of the last shuffle",
            ranked,
        ),
        (
            "answer",
            "ranked",
            "bel.result",
            set_in(["result", 1, 0, 1], 1),
            "a number of one answer is another",
            ranked,
        ),
        (
            "element",
            "any-element",
            "bel.result",
            set_in(["result", 0, 1, 0], 30),
            "a number that an arbitrary element does not hold",
            {"question": 0, "index": 1},
        ),
    ]
    made = []
    for name, base, code, change, note, fields in cases:
        steps = altered(base, "Result", change)
        made.append(
            twin(f"result-{name}", base, steps, (code, f"event {len(steps) - 1}"), note, **fields)
        )
    return made
