"""All files of the public folder that follow from the state: paths and bytes."""

from collections.abc import Mapping
from typing import Final

from suffrage.board.folder import ABOUT, RESULTS, SHEETS, About
from suffrage.conduct.state import State
from suffrage.model import canonical
from suffrage.site.results import results_json
from suffrage.site.sheets import sheets_csv

__all__ = ["FOLDER_FORMAT", "computed_files"]

FOLDER_FORMAT: Final = "suffrage-folder/1"


def computed_files(state: State, root: bytes, log_key: str) -> Mapping[str, bytes]:
    """``about.json``, ``results.json`` and ``sheets.csv`` by path.

    ``root`` is the log's root over the records that made this state; ``log_key`` the log's key
    in its printed form. Raises ``Refused("election.not-convened")`` for an empty board.
    """
    about = About(
        format=FOLDER_FORMAT,
        origin=state.origin,
        key=log_key,
        title=state.rules.title,
        definition=state.rules.digest,
        convened=state.convened_at,
    )
    return {
        ABOUT: canonical.encode(about),
        RESULTS: results_json(state, root),
        SHEETS: sheets_csv(state),
    }
