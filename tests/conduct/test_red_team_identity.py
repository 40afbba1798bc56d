"""Keys, witnesses, labels and times that would deceive, and inputs that would never end."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.support.definitions import plain_six_sections
from tests.support.folders import failures, policy_of
from tests.support.refusals import Change, definition_with, refused
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.opening.admit_option import admit_option
from suffrage.acts.opening.convene import convene
from suffrage.board.signature import check_signature
from suffrage.model import canonical
from suffrage.model.contests import Option
from suffrage.model.definition import Definition, from_plain
from suffrage.model.values import Instant
from suffrage.tlog.keys import COSIGNER, PLAIN, Key, Signer, format_key

ORIGIN = "vote.example.org/e/congress"
PRIME = 2**255 - 19
TORSION = [
    "00" * 32,
    "01" + "00" * 31,
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    (PRIME - 1).to_bytes(32, "little").hex(),
]


def with_sign(key: str) -> str:
    return key[:-2] + f"{int(key[-2:], 16) | 0x80:02x}"


# -- keys ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [*TORSION, *map(with_sign, TORSION)])
def test_a_key_under_which_anybody_can_sign_signs_nothing(key: str) -> None:
    """By the identity any signature with s = 0 and R = A holds, for every message."""
    with refused("note.key_weak", name="teller@75-001"):
        check_signature(key, b"whatever", TORSION[1] + "00" * 32, role="teller@75-001")
    with refused("note.key_weak"):
        Key(ORIGIN, COSIGNER, bytes.fromhex(key))


def test_the_encodings_of_a_weak_key_that_are_not_canonical_are_known_too() -> None:
    for y in (PRIME, PRIME + 1):
        with refused("note.key_weak"):
            Key(ORIGIN, PLAIN, y.to_bytes(32, "little"))


def witness(name: str, seed: bytes, kind: int = COSIGNER) -> str:
    return format_key(Signer(name, kind, seed).key)


def convening(definition: Definition) -> None:
    Simulation(definition_with()).act(convene, "convener", definition)


@pytest.mark.parametrize(
    "keys",
    [
        {"to1": witness(ORIGIN, seed_of(ORIGIN), PLAIN)},
        {
            "to1": witness("one.example.org", b"s" * 32),
            "to2": witness("two.example.org", b"s" * 32),
        },
    ],
)
def test_a_witness_cosigns_with_a_key_of_its_own(keys: dict[str, str]) -> None:
    with refused("election.witness-key"):
        convening(definition_with(witnesses={"quorum": 1, "keys": keys}))


def test_a_log_that_cosigns_itself_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log's key under a camp's name: found where the log's key is known."""
    monkeypatch.setattr("tests.support.simulator.witnesses", lambda _definition: [])
    simulation = Simulation().convene()
    simulation.log = Signer(ORIGIN, PLAIN, seed_of("witness@to1"))
    found = failures(simulation.files(), policy_of(simulation))
    assert ("trust.self-witness", "log/checkpoint") in found


# -- labels --------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["Text 1", "text 1", "Text\u200b 1", "\u200b", "Te\u00adxt 1"])
def test_no_option_looks_like_another_or_like_nothing(label: str) -> None:
    with refused("definition.label-twin", name="to2"):
        definition_with(lambda plain: plain["contests"][0]["options"][1].update(label=label))
    simulation = Simulation().convene()
    with refused("definition.label-twin", name="to4"):
        simulation.act(admit_option, "commission@chair", "text", Option("to4", label, "Dan"))


def test_no_finalist_would_look_like_the_other() -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["contests"][0]["options"][1]["first_signatory"] = "ADA"

    with refused("definition.label-twin", name="to2"):
        definition_with(change)


def test_the_same_label_may_stand_in_two_places() -> None:
    def change(plain: dict[str, Any]) -> None:
        options = [{"id": "yes", "label": "Yes", "within": place} for place in ("13", "75")]
        plain["contests"].append(
            {**plain["contests"][0], "id": "local", "scope": "federation", "options": options}
        )

    definition_with(change)


# -- times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "moment",
    [
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "2023-02-29T12:00:00Z",
        "2023-02-31T12:00:00Z",
        "2023-04-31T12:00:00Z",
        "2100-02-29T00:00:00Z",
    ],
)
def test_a_day_that_does_not_exist_is_no_instant(moment: str) -> None:
    """It compares as a text, and would crash whoever counts its seconds."""
    with refused("canonical.shape"):
        canonical.convert(moment, Instant)


@pytest.mark.parametrize("moment", ["2024-02-29T12:00:00Z", "2000-02-29T00:00:00Z"])
def test_a_leap_day_is_an_instant(moment: str) -> None:
    assert canonical.convert(moment, Instant) == moment


# -- inputs without end --------------------------------------------------------------------------


def chain(plain: dict[str, Any]) -> None:
    plain["units"].append({"id": "c0"})
    plain["units"] += [{"id": f"c{n}", "parent": f"c{n - 1}"} for n in range(1, 20_000)]


def many_options(plain: dict[str, Any]) -> None:
    text = plain["contests"][0]["options"]
    text += [{"id": f"o{n}", "label": f"Option {n}"} for n in range(20_000)]


def quoted() -> None:
    canonical.decode(b'{"a":"' + b'\\"' * 500_000, dict)


def quoted_with_a_line_end() -> None:
    canonical.decode(b'{"a":"' + b'\\"' * 500_000 + b"\\\n", dict)


def defining(change: Change) -> Callable[[], object]:
    plain = plain_six_sections()
    change(plain)
    return lambda: from_plain(plain).tree


@pytest.mark.parametrize(
    ("code", "attempt"),
    [
        ("canonical.shape", quoted),
        ("canonical.shape", quoted_with_a_line_end),
        ("units.deep", defining(chain)),
        ("definition.no-signatory", lambda: definition_with(many_options)),
    ],
)
def test_a_small_file_is_refused_at_once(code: str, attempt: Callable[[], object]) -> None:
    start = time.process_time()
    with refused(code):
        attempt()
    assert time.process_time() - start < 5
