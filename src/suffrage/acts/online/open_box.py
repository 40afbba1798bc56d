"""Open a run of a box: the Setup event of its archive."""

from suffrage.acts.online.draft_event import draft_event
from suffrage.belenios.backend import load_group
from suffrage.belenios.election import make_election
from suffrage.belenios.events import setup_event
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.trustees import read_trustees
from suffrage.board.record import Draft
from suffrage.conduct.standing import options_now
from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["open_box"]


def open_box(
    state: State, box: str, run: int, *, uuid: str, trustees: bytes, credentials: bytes
) -> Draft:
    """One question with the standing options and a blank vote; exactly one may be chosen.

    ``trustees`` is their record as ``write_trustees`` or a ceremony made it, ``credentials`` the
    committed list. Raises as ``read_trustees``, and ``Refused("box.unknown")``.
    """
    declared = state.rules.box_by_id.get(box)
    if declared is None:
        raise Refused("box.unknown", at="box", box=box)
    contest = state.rules.contest_by_id[declared.contest]
    labels = tuple(option.label for option in options_now(state, contest.id))
    question = Homomorphic(answers=labels, blank=True, min=1, max=1, question=contest.heading)
    group = load_group(declared.group)
    election = make_election(
        name=contest.heading,
        description=state.origin,
        uuid=uuid,
        questions=(question,),
        trustee_keys=group.encode(read_trustees(group, trustees).key),
        group=declared.group,
    )
    pieces = setup_event(election.data, trustees, credentials)
    return draft_event(state, box, run, pieces)
