"""Twins with a ballot that must be refused: signatures, proofs, copies, choices out of range.

A dishonest voter signs whatever was changed, so that the proof itself has to fail.
"""

from typing import Any, Final

from tests.support.forged_answers import forge_answer, with_answer
from tests.support.online_box import edit, resign, seeded
from tests.support.vectors.sound import Steps, box_of, steps_of_box
from tests.support.vectors.twin import Change, Twin, set_in, twin

from suffrage.belenios.credentials import make_credential
from suffrage.belenios.make_ballot import make_ballot

__all__ = ["ballot_twin", "more", "signed", "twins"]

_FIRST: Final = "event 1"


def twins() -> list[Twin]:
    """All of them."""
    return [*_signatures(), *_proofs(), *_choices(), *_bound(), *_copies()]


def ballot_twin(
    name: str, ballot: bytes, code: str, note: str, /, base: str = "plain", **fields: str | int
) -> Twin:
    """An open box whose first ballot is this one; ``at`` among the fields is a place in it."""
    place = f"{_FIRST} {fields.pop('at', '')}".rstrip()
    steps: Steps = [steps_of_box(base)[0], ("Ballot", (ballot,))]
    return twin(f"ballot-{name}", base, steps, (code, place), note, **fields)


def signed(base: str, change: Change, voter: int = 0) -> bytes:
    """The first ballot after a change, signed again by a voter."""
    box = box_of(base, "signed")
    return resign(box.election, box.credentials[voter], edit(_first(base), change))


def more(text: str) -> str:
    """The number after this one."""
    return str(int(text) + 1)


def _first(base: str = "plain") -> bytes:
    return steps_of_box(base)[1][1][0]


def _signatures() -> list[Twin]:
    box = box_of("plain", "signatures")
    stranger = make_credential(box.uuid, seeded("vectors stranger"))
    made = make_ballot(box.election, stranger.private, [[1, 0]], seeded("vectors strange ballot"))
    claimed = resign(box.election, stranger, _first(), box.credentials[0].public)
    wrong = "bel.ballot-signature"
    return [
        ballot_twin(
            "signature-wrong",
            edit(_first(), set_in(["signature", "proof", "response"], more)),
            wrong,
            "the response of the signature is another",
        ),
        ballot_twin(
            "signature-stale",
            edit(_first(), set_in(["answers", 0, "overall_proof", 0, "response"], more)),
            wrong,
            "a proof was changed after the ballot was signed",
        ),
        ballot_twin(
            "signature-hash",
            edit(_first(), set_in(["signature", "hash"], lambda text: text[::-1])),
            wrong,
            "the signature names another hash than the ballot's",
        ),
        ballot_twin("signature-of-stranger", claimed, wrong, "signed by another than it says"),
        ballot_twin(
            "credential-unknown",
            made,
            "bel.credential-unknown",
            "a sound ballot whose credential is not listed: a stuffed box",
        ),
        ballot_twin(
            "unsigned",
            edit(_first(), lambda fields: fields.pop("signature")),
            "bel.ballot-shape",
            "a ballot without signature",
            question=0,
        ),
    ]


def _proofs() -> list[Twin]:
    cases: list[tuple[str, str, list[str | int], int, int]] = [
        ("individual", "plain", ["individual_proofs", 1, 0, "challenge"], 0, 1),
        ("overall", "plain", ["overall_proof", 0, "challenge"], 0, 2),
        ("overall-of-range", "several", ["overall_proof", 2, "response"], 0, 3),
        ("overall-with-blank", "blank", ["overall_proof", 0, "response"], 0, 3),
        ("blank", "blank", ["blank_proof", 1, "response"], 0, 4),
        ("overall-of-lists", "lists", ["overall_proof", "response"], 0, 5),
        ("list", "lists", ["list_proofs", 1, 0, "challenge"], 0, 7),
        ("nonzero", "lists", ["nonzero_proof", "response", 1], 0, 8),
        ("encryption", "ranked", ["proof", "response"], 1, 0),
        ("individual-2048", "plain-2048", ["individual_proofs", 0, 1, "response"], 0, 0),
    ]
    notes = {
        "individual": "that an option is chosen once or not at all",
        "overall": "that one option is chosen",
        "overall-of-range": "that none to two options are chosen",
        "overall-with-blank": "that the ballot is blank or one option is chosen",
        "blank": "that the ballot is not blank or no option is chosen",
        "overall-of-lists": "that one list is chosen",
        "list": "that a list is chosen or none of its candidates is",
        "nonzero": "that some candidate is chosen",
        "encryption": "that the voter knows what is encrypted",
        "individual-2048": "that an option is chosen once or not at all",
    }
    return [
        ballot_twin(
            f"proof-{name}",
            signed(base, set_in(["answers", question, *path], more)),
            "bel.ballot-proof",
            f"a wrong proof {notes[name]}; signed again",
            base,
            question=question,
            proof=proof,
        )
        for name, base, path, question, proof in cases
    ]


def _choices() -> list[Twin]:
    """Choices that are not allowed, with proofs as if they were."""
    cases: list[tuple[str, str, list[int], list[int], int, str]] = [
        ("twice", "plain", [2, 0], [1, 0, 0], 0, "one option chosen twice"),
        ("negative", "plain", [-1, 2], [0, 1, 0], 0, "one vote taken from an option"),
        ("both", "plain", [1, 1], [1, 1, 0], 2, "two options, where one may be chosen"),
        ("none", "plain", [0, 0], [0, 0, 0], 2, "no option, where one must be chosen"),
        ("three", "several", [1, 1, 1], [1, 1, 1, 2], 3, "three options of at most two"),
        ("blank-and-choice", "blank", [1, 1, 0], [1, 1, 0, 0, 0], 4, "blank and an option"),
        ("neither", "blank", [0, 0, 0], [0, 0, 0, 1, 0], 3, "neither blank nor an option"),
        (
            "two-lists",
            "lists",
            [1, 1, 0, 1, 0],
            [1, 1, 0, 1, 0, 0, 0, 0, 0],
            5,
            "two lists, where one may be chosen",
        ),
        (
            "candidate-of-another-list",
            "lists",
            [1, 1, 0, 0, 1],
            [1, 1, 0, 0, 1, 0, 0, 1, 0],
            7,
            "a candidate of a list that is not chosen",
        ),
        (
            "list-alone",
            "lists",
            [1, 0, 0, 0, 0],
            [1, 0, 0, 0, 0, 0, 0, 1, 0],
            8,
            "a list and none of its candidates",
        ),
    ]
    made = []
    for name, base, plains, truths, proof, note in cases:
        box = box_of(base, "choices")
        ballot = with_answer(box, _first(base), 0, forge_answer(box, 0, plains, truths))
        made.append(
            ballot_twin(
                f"choice-{name}", ballot, "bel.ballot-proof", note, base, question=0, proof=proof
            )
        )
    return made


def _bound() -> list[Twin]:
    """Ballots of another election, however they are relabelled."""
    box, other = box_of("plain", "bound"), box_of("weighted", "bound")
    theirs = steps_of_box("weighted")[1][1][0]
    relabelled = edit(
        theirs,
        lambda f: f.update(election_uuid=box.uuid, election_hash=box.election.fingerprint),
    )
    assert other.election.record.questions == box.election.record.questions
    return [
        ballot_twin(
            "of-another-election",
            theirs,
            "bel.ballot-election",
            "a ballot of another election that asks the same",
        ),
        ballot_twin(
            "of-another-hash",
            edit(_first(), set_in(["election_hash"], other.election.fingerprint)),
            "bel.ballot-election",
            "a ballot for another version of the election",
        ),
        ballot_twin(
            "relabelled",
            resign(box.election, box.credentials[0], relabelled),
            "bel.ballot-proof",
            "a ballot of another election, relabelled and signed by a voter of this one",
            question=0,
            proof=0,
        ),
    ]


def _copies() -> list[Twin]:
    setup, first = steps_of_box("plain")[:2]
    box = box_of("plain", "copies")
    copied = resign(box.election, box.credentials[1], first[1][0])
    seed = "vectors same randomness"
    same = [
        make_ballot(box.election, box.credentials[voter].private, [[1, 0]], seeded(seed))
        for voter in (0, 1)
    ]

    def exchange(fields: Any) -> None:
        for part in ("choices", "individual_proofs"):
            fields["answers"][0][part].reverse()

    exchanged = signed("plain", exchange)
    return [
        twin(
            "ballot-repeated",
            "plain",
            [setup, first, first],
            ("bel.ballot-repeated", "event 2"),
            "the same ballot twice",
        ),
        twin(
            "ballot-copied",
            "plain",
            [setup, first, ("Ballot", (copied,))],
            ("bel.ballot-proof", "event 2"),
            "another voter's ballot, signed by the copier: its proofs name its voter",
            question=0,
            proof=0,
        ),
        twin(
            "ballot-same-ciphertexts",
            "plain",
            [setup, ("Ballot", (same[0],)), ("Ballot", (same[1],))],
            ("bel.ballot-copied", "event 2"),
            "ciphertexts of another voter with proofs of the copier, who knows their exponents",
        ),
        ballot_twin(
            "choices-exchanged",
            exchanged,
            "bel.ballot-proof",
            "the options exchanged with their proofs: the overall proof names their order",
            question=0,
            proof=2,
        ),
    ]
