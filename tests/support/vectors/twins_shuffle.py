"""Twins with a shuffle that is false or made by nobody who may."""

from typing import Any, Final

from tests.support.online_box import edit
from tests.support.vectors.sound import Steps, box_of, steps_of_box
from tests.support.vectors.twin import Change, Twin, altered, set_in, twin
from tests.support.vectors.twins_ballots import more

from suffrage.belenios.backend import load_group

__all__ = ["twins"]

_BASE: Final = "ranked"
_GROUP: Final = load_group("Ed25519")
_PLACE: Final = " owner 2 question 1"


def twins() -> list[Twin]:
    """All of them."""
    return [*_changed(), *_made(), *_turns()]


def _changed() -> list[Twin]:
    """The second trustee's shuffle after a change."""
    other = _GROUP.encode(_GROUP.base([9]))[0]
    false: dict[str, str | int] = {"owner": 2, "question": 1}
    cases: list[tuple[str, str, str, Change, str, dict[str, str | int]]] = [
        (
            "output",
            "bel.shuffle",
            _PLACE,
            set_in(["ciphertexts", 0, 0, "beta"], other),
            "an answer replaced by another",
            {**false, "equation": "t1"},
        ),
        (
            "doubled",
            "bel.shuffle",
            _PLACE,
            lambda f: f["ciphertexts"][0].__setitem__(1, f["ciphertexts"][0][0]),
            "an answer doubled and another dropped",
            {**false, "equation": "t1"},
        ),
        *(
            (
                f"response-{name}",
                "bel.shuffle",
                _PLACE,
                set_in(["proofs", 0, 1, *path], more),
                f"a wrong response, which equation {equation} shows",
                {**false, "equation": equation},
            )
            for name, path, equation in (
                ("s1", [0], "t1"),
                ("s2", [1], "t2"),
                ("s3", [2], "t3"),
                ("s4", [3], "t41"),
                ("link", [4, 2], "link 2"),
                ("weight", [5, 1], "t3"),
            )
        ),
        (
            "t4-exchanged",
            "bel.shuffle",
            _PLACE,
            lambda f: f["proofs"][0][0][3].reverse(),
            "t41 and t42 exchanged",
            {**false, "equation": "t1"},
        ),
        (
            "answer-missing",
            "bel.shuffle-size",
            _PLACE,
            lambda f: f["ciphertexts"][0].pop(),
            "an answer is missing",
            {"number": 3},
        ),
        (
            "question-missing",
            "bel.shuffle-questions",
            "",
            lambda f: f["proofs"].clear(),
            "no proof at all",
            {"owner": 2, "number": 0},
        ),
        (
            "outside",
            "bel.point",
            _PLACE,
            set_in(["proofs", 0, 2, 1], f"{2**255 - 20:064x}"),
            "a commitment outside the group",
            {"index": 1},
        ),
        (
            "exponent",
            "bel.exponent",
            _PLACE,
            set_in(["proofs", 0, 1, 3], str(_GROUP.order)),
            "a response that is q",
            {"index": 3},
        ),
    ]
    return [
        twin(
            f"shuffle-{name}",
            _BASE,
            altered(_BASE, "Shuffle", change, nth=1),
            (code, f"event 7{where}"),
            note,
            **fields,
        )
        for name, code, where, change, note, fields in cases
    ]


def _made() -> list[Twin]:
    """Complete shuffles of something else."""
    box, steps = box_of(_BASE, "shuffles"), steps_of_box(_BASE)
    tally = box.tally()
    forgetful = box.shuffle(tally, [], 2)
    return [
        twin(
            "shuffle-of-the-tally",
            _BASE,
            [*steps[:7], ("Shuffle", forgetful.records)],
            ("bel.shuffle", "event 7" + _PLACE),
            "the second trustee shuffles the tally again, so that the first shuffle hides nothing",
            owner=2,
            question=1,
            equation="t1",
        ),
        twin(
            "shuffle-repeated",
            _BASE,
            [*steps[:7], ("Shuffle", _named(steps[6][1], 2))],
            ("bel.shuffle", "event 7" + _PLACE),
            "the first trustee's shuffle under the second one's number",
            owner=2,
            question=1,
            equation="t1",
        ),
        twin(
            "shuffle-hash",
            _BASE,
            [*steps[:7], ("Shuffle", (steps[7][1][0], steps[6][1][1]))],
            ("bel.shuffle-hash", "event 7"),
            "the label of another shuffle",
        ),
    ]


def _turns() -> list[Twin]:
    steps = steps_of_box(_BASE)
    first, second, end = steps[6:9]
    cases: list[tuple[str, str, Steps, str, dict[str, str | int]]] = [
        (
            "owner-unknown",
            "bel.shuffle-owner",
            [*steps[:6], ("Shuffle", _named(first[1], 3))],
            "the number of a trustee who does not exist",
            {"owner": 3},
        ),
        (
            "owner-again",
            "bel.shuffle-order",
            [*steps[:7], ("Shuffle", _named(second[1], 1))],
            "one trustee shuffles twice",
            {"owner": 1, "before": 1},
        ),
        (
            "missing",
            "bel.shuffle-missing",
            [*steps[:7], end],
            "the shuffles end without the second trustee",
            {"owner": 2},
        ),
        (
            "none",
            "bel.shuffle-missing",
            [*steps[:6], end],
            "nobody shuffles",
            {"owner": 1},
        ),
    ]
    return [
        twin(f"shuffle-{name}", _BASE, made, (code, f"event {len(made) - 1}"), note, **fields)
        for name, code, made, note, fields in cases
    ]


def _named(records: tuple[bytes, ...], owner: int) -> tuple[Any, ...]:
    return records[0], edit(records[1], set_in(["owner"], owner))
