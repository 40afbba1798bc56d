"""A comparison for programs: one JSON object, with the sentence that a person gets."""

import json
from base64 import b64encode
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from suffrage.cli.compare_view import comparison_sentence
from suffrage.cli.language import language
from suffrage.site.pages.render import Reader

if TYPE_CHECKING:
    from suffrage.cli.compare_run import Compared
    from suffrage.cli.night_board import NightBoard

__all__ = ["compared_as_json"]


def compared_as_json(board: "NightBoard", size: int, compared: "Compared") -> str:
    """The comparison as one line; sections that are equal or absent are only counted.

    There is no effect while no sum of the contest may be shown.
    """
    state, found = board.history.at(size), compared.comparison
    reader = Reader(language(), state.rules.time_zone)
    outcomes = [line.outcome for line in found.lines]
    effect = found.effect
    value: dict[str, Any] = {
        "origin": state.origin,
        "size": size,
        "root": b64encode(board.root(size)).decode(),
        "at": board.history.instant_of(size),
        "identified": board.has_policy,
        "contest": compared.instance,
        "sentence": comparison_sentence(state, compared, reader),
        "compared": found.compared,
        "outcomes": {name: outcomes.count(name) for name in dict.fromkeys(outcomes)},
        "lines": [asdict(line) for line in found.lines if line.outcome not in ("equal", "absent")],
        "unknown": [asdict(one) for one in compared.file.unknown],
        "ignored": list(compared.file.ignored),
    }
    if board.board.awaited(compared.instance, size) is None:
        value["effect"] = {
            "board": dict(effect.board),
            "mine": dict(effect.mine),
            "ahead": effect.ahead,
            "ahead_with": effect.ahead_with,
            "changes": effect.changes,
        }
    return json.dumps(value, ensure_ascii=False)
