"""The figures of the board in the verdicts on claims, and in hints; each at its own board.

What a verdict says that a claim *needs* is an optimum over all ends, and is not computed here:
``tests/unit/night`` tries every end of small elections.
"""

import re
from collections import Counter
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from tests.support.recompute.bounds import share_bounds
from tests.support.recompute.counts_said import pattern_of
from tests.support.recompute.differs import require
from tests.support.recompute.names import Names
from tests.support.recompute.rules import Plain
from tests.support.recompute.said import label_of, written
from tests.support.recompute.totals import Totals

__all__ = ["check_claims", "check_hints"]

Words = Mapping[str, str]

_CARD: Final = re.compile(r'<article class="claim" id="r(\d+)">(.*?)</article>', re.DOTALL)
_VERDICT: Final = re.compile(r'<p class="verdict[^"]*"><strong>[^<]*</strong> (.*?)</p>')
_HINT: Final = re.compile(r'<li><p>([^<]*) <a href="unit/([^"/]+)\.html">')
_PLAIN: Final = ("more-ballots", "fewer-ballots", "unanimous", "unanimous-alone", "turnout")
_CLAIM: Final = "night.claim."


def check_claims(names: Names, page: str, instance: str, words: Words) -> Counter[str]:
    """Every verdict has the votes, ballots and bounds of the board of its claim."""
    seen: Counter[str] = Counter()
    for index, card in _CARD.findall(page):
        claim = names.course.claims[int(index)]
        place, size = claim.get("place", ""), claim["tree_size"]
        held = instance.partition("@")[2]
        totals = names.totals(instance, size, place if place not in ("", held) else None)
        lines = _plain(card).splitlines()
        told = pattern_of(words["page.claim.board"])
        board = next((found for one in lines if (found := re.fullmatch(told, one))), None)
        if board:
            require(board["size"] == written("size", size), instance, index, board["size"])
            right = written("coverage", totals.coverage)
            require(board["coverage"] == right, instance, index, board["coverage"], right)
        for verdict in _VERDICT.findall(card):
            code = _verdict(names, instance, totals, unescape(verdict), words, claim)
            seen[code] += 1
    return seen


def _plain(text: str) -> str:
    return unescape(re.sub("<[^>]*>", "\n", text))


def _verdict(
    names: Names, instance: str, totals: Totals, text: str, words: Words, claim: Plain
) -> str:
    """The code of a verdict whose figures are those of the board."""
    codes = [code for code in words if code.startswith(_CLAIM)]
    found = {c: m for c in codes if (m := re.fullmatch(pattern_of(words[c]), text))}
    require(bool(found), instance, "an unknown verdict:", text)
    code = min(found, key=lambda one: len("".join(found[one].groups())))
    said = found[code].groupdict()
    labels = {
        label_of(names.course, instance, option): option["id"]
        for option in names.course.options_declared(instance, totals.votes)
    }
    right = _board(code, totals, labels.get(said.get("option", ""), ""))
    if claim["claim"] == "counted" and claim.get("ballots"):
        # Of a count of so many ballots, only what it may hold beyond the board's is open.
        right.pop("outstanding", None)
    for name in said.keys() & right.keys():
        expected = written(name, right[name])
        require(said[name] == expected, instance, text, name, "should be", expected)
    return code


def _board(code: str, totals: Totals, option: str) -> dict[str, Any]:
    """What the fields of a verdict mean that are figures of the board."""
    figures: dict[str, Any] = {
        "outstanding": totals.outstanding,
        "counted": totals.figures["ballots"],
        "valid": totals.figures["valid"],
    }
    if "turnout" in code:
        return {"counted": totals.figures["ballots"]}
    if option:
        figures["votes"] = totals.votes[option]
    if option and code in (f"{_CLAIM}impossible", f"{_CLAIM}as-counted"):
        bounds = share_bounds(totals.votes, totals.outstanding, option)
        figures |= dict(zip(("least", "most"), bounds, strict=True))
    return figures


def check_hints(names: Names, page: str, instance: str, size: int, words: Words) -> Counter[str]:
    """A hint has the figures of its section's sheet."""
    seen: Counter[str] = Counter()
    contest = instance.partition("@")[0]
    for text, unit in _HINT.findall(page):
        figures = names.course.unit(contest, unit, size).figures or {}
        right = {
            **figures,
            "difference": abs(figures["ballots"] - figures["signatures"]),
        }
        for kind in _PLAIN:
            found = re.fullmatch(pattern_of(words[f"hint.{kind}"]), unescape(text))
            for name, shown in (found.groupdict() if found else {}).items():
                if name in right:
                    expected = written(name, right[name])
                    require(shown == expected, unit, text, name, "should be", expected)
            seen[f"hint.{kind}"] += bool(found)
    return +seen
