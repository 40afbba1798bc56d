"""Answers that encrypt whatever a dishonest voter likes, with proofs made as if it were allowed."""

from collections.abc import Sequence
from typing import Any

import msgspec
from tests.support.online_box import Choices, OnlineBox, edit, resign, seeded

from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.group import Points
from suffrage.belenios.prove_answer import Prover
from suffrage.belenios.questions.table import kind_of


def forge_answer(
    box: OnlineBox,
    index: int,
    plains: Sequence[int],
    truths: Sequence[int],
    voter: int = 0,
    elements: Points | None = None,
) -> Any:
    """A plain answer to question ``index``; ``truths`` names the claims that are pretended.

    It encrypts g^m for each of ``plains``, or the ``elements`` where they are given.
    """
    election = box.election
    group, form = election.group, election.forms[index]
    # Different for each voter, since no component may serve two of them.
    randomness = [100 * (voter + 1) + place for place in range(form.width)]
    masks = group.times(election.key.take([0] * form.width), randomness)
    chosen = group.base(plains) if elements is None else elements
    made = Ciphertexts(group.base(randomness), group.add(masks, chosen))
    witnesses = list(randomness)
    for places in form.sums:
        part = made.take(places)
        made = made.join(Ciphertexts(group.product(part.alphas), group.product(part.betas)))
        witnesses.append(sum(randomness[place] for place in places))
    public = box.credentials[voter].public
    prover = Prover(election, public, form, made, witnesses, seeded("forge"))
    proofs, masked = [], []
    for statement, truth in zip(form.statements, truths, strict=True):
        if statement.masked:
            ((place, _),) = statement.claims
            total = sum(plains[at] for at in form.sums[place - form.width])
            masked.append(prover.nonzero(statement, total))
        else:
            proofs.append(prover.prove(statement, truth))
    question = election.record.questions[index]
    texts = prover.texts[: form.width]
    return msgspec.to_builtins(kind_of(question).assemble(question, texts, proofs, masked))


def cast_element(box: OnlineBox, voter: int, choices: Choices, index: int, text: str) -> bytes:
    """Casts these choices, with any element of the group in place of the numbers of one answer."""
    answer = forge_answer(box, index, [], [0], voter, box.election.group.decode([text]))
    box.ballots.append(with_answer(box, box.make(voter, choices), index, answer, voter))
    return box.ballots[-1]


def with_answer(box: OnlineBox, ballot: bytes, index: int, answer: Any, voter: int = 0) -> bytes:
    """The ballot with one answer replaced, signed again by its voter."""
    forged = edit(ballot, lambda fields: fields["answers"].__setitem__(index, answer))
    return resign(box.election, box.credentials[voter], forged)
