"""Twins whose first event is at fault: questions, credentials, what binds them and the trustees."""

from typing import Final

from tests.support.online_box import edit
from tests.support.vectors.sound import Steps, steps_of_box
from tests.support.vectors.twin import Change, Twin, altered, put, set_in, twin

from suffrage.belenios.backend import load_group
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.setup import setup_records

__all__ = ["twins"]

_GROUP: Final = load_group("Ed25519")
_IDENTITY: Final = f"{1:064x}"
_ELECTION, _CREDENTIALS = 0, 2
# Of order 2: y = p - 1.
_OUTSIDE: Final = f"{2**255 - 20:064x}"


def twins() -> list[Twin]:
    """All of them."""
    return [*_bindings(), *_elections(), *_credentials()]


def _setup(record: int, change: Change, base: str = "plain") -> Steps:
    return altered(base, "Setup", change, record=record)


def _bindings() -> list[Twin]:
    election, trustees, credentials, bound = steps_of_box("plain")[0][1]
    other = steps_of_box("several")[0][1][_CREDENTIALS]
    certificate = b'{"uuid":"x"}'
    certified = edit(bound, lambda f: f.update(credentials_certificate=wide_digest(certificate)))
    return [
        twin(
            "setup-other-credentials",
            "plain",
            put(steps_of_box("plain"), 0, (election, trustees, other, bound)),
            ("bel.setup-hash", "event 0"),
            "the list of credentials is another than the event binds",
        ),
        twin(
            "setup-certificate",
            "plain",
            put(
                steps_of_box("plain"), 0, (election, trustees, credentials, certificate, certified)
            ),
            ("bel.unsupported", "event 0"),
            "a certificate of the credentials, which Suffrage does not read",
            what="credentials_certificate",
        ),
    ]


def _elections() -> list[Twin]:
    other_key = _GROUP.encode(_GROUP.base([12345]))[0]
    cases: list[tuple[str, str, Change, str]] = [
        (
            "key",
            "bel.election-key",
            set_in(["public_key"], other_key),
            "the election's key is not the product of the trustees'",
        ),
        (
            "group",
            "bel.unsupported",
            set_in(["group"], "Curve25519"),
            "a group that nobody knows",
        ),
        ("version", "bel.unsupported", set_in(["version"], 2), "a record of another version"),
        (
            "question-type",
            "bel.unsupported",
            set_in(["questions", 0, "type"], "Cumulative"),
            "a type of question that nobody knows",
        ),
        (
            "question-bounds",
            "bel.question",
            set_in(["questions", 0, "min"], 2),
            "at least two answers and at most one",
        ),
        ("uuid", "bel.uuid", set_in(["uuid"], "Box0"), "an identifier that is none"),
        (
            "key-outside",
            "bel.point",
            set_in(["public_key"], _OUTSIDE),
            "the election's key is a point of order 2",
        ),
    ]
    # The key is compared with the trustees' once both records are read.
    places = {"key": "event 0"}
    made = [
        twin(
            f"election-{name}",
            "plain",
            _setup(_ELECTION, change),
            (code, places.get(name, "event 0 election")),
            note,
        )
        for name, code, change, note in cases
    ]
    election, trustees, credentials, _ = steps_of_box("plain")[0][1]
    records = setup_records(election.replace(b",", b", ", 1), trustees, credentials)
    made.append(
        twin(
            "election-not-canonical",
            "plain",
            put(steps_of_box("plain"), 0, records),
            ("bel.canonical", "event 0 election"),
            "a space in the election record",
            what="election",
        )
    )
    return made


def _credentials() -> list[Twin]:
    cases: list[tuple[str, str, str, Change, str, dict[str, int]]] = [
        (
            "order",
            "plain",
            "bel.credentials-order",
            lambda f: f.reverse(),
            "a list in another order, which could tell that of the roll",
            {"index": 1},
        ),
        (
            "twice",
            "plain",
            "bel.credentials-order",
            lambda f: f.insert(1, f[0]),
            "one credential for two voters",
            {"index": 1},
        ),
        (
            "identity",
            "plain",
            "bel.identity",
            lambda f: f.insert(0, _IDENTITY),
            "a credential with which everybody can sign",
            {"index": 0},
        ),
        (
            "outside",
            "plain",
            "bel.point",
            lambda f: f.insert(3, _OUTSIDE),
            "a credential outside the group",
            {"index": 3},
        ),
        (
            "weight-zero",
            "weighted",
            "bel.weight",
            set_in([0], lambda line: line.split(",")[0] + ",0"),
            "a weight of 0",
            {"index": 0},
        ),
        (
            "weight-with-zero",
            "weighted",
            "bel.weight",
            set_in([2], lambda line: line.replace(",", ",0")),
            "a weight that begins with 0",
            {"index": 2},
        ),
        (
            "weight-of-ranks",
            "ranked",
            "bel.weight-ranked",
            set_in([1], lambda line: line + ",2"),
            "weights beside a question whose ballots are decrypted one by one",
            {},
        ),
    ]
    return [
        twin(
            f"credentials-{name}",
            base,
            _setup(_CREDENTIALS, change, base),
            (code, "event 0" if name == "weight-of-ranks" else "event 0 public_credentials"),
            note,
            **fields,
        )
        for name, base, code, change, note, fields in cases
    ]
