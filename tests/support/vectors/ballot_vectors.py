"""``ballot-ed25519.json``: a ballot of each kind of question with all its randomness."""

from typing import Any, Final

from tests.support.vectors.draws import Draws
from tests.support.vectors.sound import box_of

from suffrage.belenios.hashing import short_digest
from suffrage.belenios.make_ballot import make_ballot

__all__ = ["ballot_vectors"]

_CASES: Final[dict[str, list[Any]]] = {
    "plain": [[0, 1]],
    "several": [[1, 0, 1], [0, 1, 0], [0, 0, 1]],
    "blank": [[1, 0, 0]],
    "lists": [[[1, 1, 1], [0, 0]]],
    "ranked": [[1, 0], [2, 3, 1]],
}


def ballot_vectors() -> dict[str, Any]:
    """The contents of the file."""
    return {"format": "suffrage-ballot-vectors/1", "ballots": [_one(name) for name in _CASES]}


def _one(name: str) -> dict[str, Any]:
    box, choices = box_of(name, "ballot"), _CASES[name]
    private, entropy = box.credentials[0].private, Draws(f"vectors ballot {name}")
    ballot = make_ballot(box.election, private, choices, entropy)
    draws = entropy.taken()
    steps = [{"for": step, "draw": draw} for step, draw in zip(_steps(box), draws, strict=True)]
    return {
        "archive": name,
        "election": box.election.data.decode(),
        "credential": private,
        "choices": choices,
        "draws": steps,
        "ballot": ballot.decode(),
        "tracker": short_digest(ballot),
    }


def _steps(box: Any) -> list[str]:
    """What each draw is for, in order."""
    steps = []
    for question, form in enumerate(box.election.forms):
        steps.append(f"question {question}: r of each ciphertext")
        for proof, statement in enumerate(form.statements):
            if statement.masked:
                parts = "u, w1, w2"
            elif statement.claims[0][1] is None:
                parts = "w"
            else:
                parts = "challenge of each claim, then response of each claim"
            steps.append(f"question {question} proof {proof}: {parts}")
    return [*steps, "signature: w"]
