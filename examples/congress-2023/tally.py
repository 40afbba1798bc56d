"""The office opens a closed box: the sum, the shares that trustees send, the result."""

from collections.abc import Sequence

from ceremony import Keys
from stage import CAMPS, Stage
from trustees import Asked, ask, decrypt

from suffrage.acts.online.accept_partial_decryption import accept_partial_decryption
from suffrage.acts.online.publish_box_result import publish_box_result
from suffrage.acts.online.tally_box import tally_box
from suffrage.belenios.report import Report
from suffrage.belenios.share_file import read_share
from suffrage.belenios.verify import verify_archive
from suffrage.board.record import body_bytes
from suffrage.board.submission import read_submission
from suffrage.conduct.boxes import section_of
from suffrage.count.figures import Figures
from suffrage.count.unit_state import Tallied

__all__ = ["tally"]


def tally(stage: Stage, keys: Keys, camps: Sequence[str] = CAMPS) -> Figures:
    """The box is summed up and published; the trustees of ``camps`` decrypt, each by itself."""
    box, run = keys.box, keys.run
    archive = stage.store.archive(box, run)
    stage.board.perform(lambda state: tally_box(state, box, run, archive))
    stage.publish()
    asked = ask(stage, keys, camps)
    tallies = set(stage.spread(decrypt, asked))
    if len(tallies) != 1:
        raise SystemExit("the trustees decrypted different tallies")
    said = f"{len(asked)} trustees verify the board; each finds the tally {tallies.pop()[:12]}…"
    stage.screen.say(stage.at, said)
    verified = verify_archive(stage.store.archive(box, run))
    for one in asked:
        _accept(stage, keys, one, verified)
    verified = verify_archive(stage.store.archive(box, run))
    stage.board.perform(lambda state: publish_box_result(state, box, run, verified))
    return _result(stage, box)


def _accept(stage: Stage, keys: Keys, asked: Asked, verified: Report) -> None:
    """A share and its vouch, which the board takes only together."""
    records = read_share(asked.share.read_bytes())
    draft, sign = read_submission(asked.vouch.read_bytes())
    vouch = body_bytes(draft.body) or b""
    stage.board.perform_all(
        [
            (lambda _state: draft, sign),
            (
                lambda state: accept_partial_decryption(
                    state, keys.box, keys.run, verified, records, vouch
                ),
                None,
            ),
        ]
    )


def _result(stage: Stage, box: str) -> Figures:
    declared = stage.definition.box_by_id[box]
    counted = stage.state.unit(declared.contest, section_of(stage.state, declared))
    if not isinstance(counted, Tallied):
        raise SystemExit(f"the box {box} has no result")
    return counted.figures
