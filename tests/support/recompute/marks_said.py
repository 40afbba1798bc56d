"""Numbers beside links and in drawings: members of missing units, federations, runs, signatures."""

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from html import unescape
from typing import Final

from tests.support.recompute.counts_said import pattern_of
from tests.support.recompute.differs import require
from tests.support.recompute.names import Names
from tests.support.recompute.said import written

__all__ = ["check_marks"]

_BESIDE: Final = re.compile(
    r'<li><a href="[^"]*unit/([^"/]+)\.html">[^<]*</a> <span class="of">([^<]*)</span>'
)
_TITLE: Final = re.compile(r"<title>([^<]*)</title>")
_ITEM: Final = re.compile(r"<li[^>]*>(?:<p>)?(?:<time[^>]*>[^<]*</time>)?\s*([^<]*)")
_UNIT: Final = re.compile(r"site/en/([^/]+)/unit/([^/]+)\.html")


def check_marks(
    names: Names, page: str, path: str, instance: str, size: int, words: Mapping[str, str]
) -> Counter[str]:
    """Raise ``Differs`` unless each such number is what the records give."""
    seen: Counter[str] = Counter()
    contest = instance.partition("@")[0]
    for unit, text in _BESIDE.findall(page):
        if found := re.match(pattern_of(words["page.members"]), unescape(text)):
            right = written("members", names.course.roll(contest, unit, size))
            require(found["members"] == right, path, unit, text, "should be", right)
            seen["page.members"] += 1
    for text in _TITLE.findall(page):
        if found := re.fullmatch(pattern_of(words["page.map.tile"]), unescape(text)):
            _check_tile(names, instance, found.groupdict(), size)
            seen["page.map.tile"] += 1
    if found := _UNIT.fullmatch(path):
        seen += _check_unit(names, page, contest, found[2], size, words)
    return seen


def _check_tile(names: Names, instance: str, said: Mapping[str, str], size: int) -> None:
    """A federation in the drawing: members of its counted units, of all; its valid votes."""
    units = names.course.rules.units
    ids = [one for one, unit in units.items() if said["name"] in (unit.get("name", one), one)]
    found = [names.totals(instance, size, one) for one in ids]
    told = [
        (
            written("coverage", Fraction(one.figures["registered"], one.members or 1)),
            written("valid", one.figures["valid"]),
        )
        for one in found
    ]
    require((said["coverage"], said["valid"]) in told, "the map says", said, "not one of", told)


def _check_unit(
    names: Names, page: str, contest: str, unit: str, size: int, words: Mapping[str, str]
) -> Counter[str]:
    """The ballots of each run of a box, and the signatures reported."""
    seen: Counter[str] = Counter()
    course = names.course
    if unit not in course.rules.units:
        return seen
    box, round_ = course.rules.box_of(contest, unit), course.rules.round_of(contest)
    before = course.records[:size]
    for text in map(unescape, _ITEM.findall(page)):
        if found := re.match(pattern_of(words["page.run"]), text.strip()):
            cast = sum(
                (one.get("box"), one.get("run"), one.get("type"))
                == (box, int(found["run"]), "Ballot")
                for one in before
            )
            require(found["ballots"] == written("ballots", cast), unit, text, cast)
            seen["page.run"] += 1
        if found := re.fullmatch(pattern_of(words["page.step.turnout"]), text.strip()):
            told = [
                written("signatures", one["signatures"])
                for one in before
                if one["kind"] == "turnout.reported/1"
                and (one["round"], one["unit"]) == (round_, unit)
            ]
            require(found["signatures"] in told, unit, text, told)
            seen["page.step.turnout"] += 1
    return seen
