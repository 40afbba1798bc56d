"""The sentences with figures once more: the opening that may be quoted, and what is certain.

Their words are the product's, read from its file of sentences; which of them is said, and with
which figures, is computed here. English pages are read: the French ones say the same fields.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from html import unescape
from itertools import pairwise
from typing import Any, Final

from tests.support.recompute.certainty import certainty_of
from tests.support.recompute.course import Course
from tests.support.recompute.differs import require
from tests.support.recompute.names import Names
from tests.support.recompute.outcome import outcome_of
from tests.support.recompute.results import phase_of
from tests.support.recompute.rules import Plain

__all__ = ["check_front", "check_said", "label_of", "require_same", "written"]

_FRONT: Final = re.compile(
    r'<a href="([^"/]+)/index\.html">[^<]*</a></h2>\s*<p class="opening">(.*?)</p>'
)
Words = Mapping[str, str]
Said = tuple[str, dict[str, Any]]

_STATEMENT: Final = re.compile(r'<li class="(?:sure|open)">(.*?)</li>')
_OPENING: Final = re.compile(r'<p class="opening[^"]*">(.*?)</p>')


def check_said(names: Names, page: str, instance: str, size: int, words: Words) -> None:
    """Raise ``Differs`` unless a contest's page opens, and says what is certain, as it should."""
    expected = _opening(names, instance, size)
    (text,) = _OPENING.findall(page)
    if expected is None:
        require(not _STATEMENT.search(page), instance, "says something before figures may appear")
        return
    require_same([text], [expected], words, instance)
    totals = names.totals(instance, size)
    found = [*_certain(names.course, instance, size)]
    if not any(row.missing for row in totals.rows):
        found = [(code, fields) for code, fields in found if code in _SURE]
    if 'class="statements"' in page:
        require_same(_STATEMENT.findall(page), found, words, instance)


def check_front(names: Names, page: str, size: int, words: Words) -> None:
    """The first page opens each contest with the sentence of its own page."""
    for instance, text in _FRONT.findall(page):
        if (expected := _opening(names, instance, size)) is not None:
            require_same([text], [expected], words, "the first page on", instance)


def require_same(texts: list[str], expected: list[Said], words: Words, *what: object) -> None:
    """Raise ``Differs`` unless texts are the sentences of these codes and figures."""
    left = [unescape(text) for text in texts]
    for code, fields in expected:
        pattern = _pattern(words[code], fields)
        said = next((text for text in left if re.fullmatch(pattern, text)), None)
        require(said is not None, *what, "should say", pattern, "and says", left)
        left.remove(said or "")
    require(not left, *what, "says besides", left)


def _pattern(sentence: str, fields: Mapping[str, Any]) -> str:
    """A sentence with its figures; what is not a figure may be any text."""
    parts = re.split(r"\{(\w+)\}", sentence)
    texts = [re.escape(part) for part in parts]
    for place in range(1, len(parts), 2):
        name = parts[place]
        texts[place] = re.escape(written(name, fields[name])) if name in fields else ".+"
    return "".join(texts)


def written(name: str, value: Any) -> str:
    """A field in English: groups of three digits, shares in per cent."""
    if isinstance(value, int):
        return f"{value:,}"
    if not isinstance(value, Fraction):
        return str(value)
    whole = (100 * value).denominator == 1
    decimals = {"coverage": 1, "quota": 0 if whole else 2}.get(name, 2)
    parts = (2 * 10 ** (2 + decimals) * value + 1) // 2
    parts -= parts == 10 ** (2 + decimals) and value < 1
    if decimals > 1 and 2 * parts == 10 ** (2 + decimals):
        parts += (2 * value > 1) - (2 * value < 1)
    digits = f"{parts:0{decimals + 1}}"
    return f"{digits[:-decimals]}.{digits[-decimals:]}%" if decimals else f"{digits}%"


_SURE: Final = frozenset({
    "page.certain.elected", "page.certain.no-majority", "page.certain.majority",
    "page.certain.majority-impossible", "page.certain.in", "page.certain.out",
    "page.certain.ahead",
})  # fmt: skip


def _opening(names: Names, instance: str, size: int) -> Said | None:
    """The code and the figures of the opening; ``None`` while no figure may appear."""
    course, totals = names.course, names.totals(instance, size)
    if not names.may_show(instance, size):
        return None
    missing = sum(row.missing for row in totals.rows)
    most = max(totals.votes.values())
    leaders = [one for one, n in totals.votes.items() if n == most > 0]
    if not missing:
        return _complete(names, instance, size, leaders)
    if not totals.figures["valid"]:
        return "opening.nothing-counted", {"units": missing}
    sure, firm = (certainty_of(course, instance, size, plain=one) for one in (True, False))
    told = {"coverage": totals.coverage, "leaders": _list(course, instance, leaders)}
    if elected := firm.elected():
        return "opening.phase.partial-elected", {
            **told,
            "options": _list(course, instance, [elected]),
        }
    through = [one for one in totals.votes if sure.place(one, sure.places) == "in"]
    others = [one for one in totals.votes if one != leaders[0]]
    lead = "first" if all(sure.ahead(leaders[0], one) for one in others) else "ahead"
    if len(leaders) > 1:
        lead = "level"
    # Where a majority may still come, nobody is sure of a second round.
    goes_on = firm.rule["name"] != "majority" or firm.nobody()
    if goes_on and 1 < sure.places == len(through) < len(totals.votes):
        lead, told = "through", {**told, "options": _list(course, instance, through)}
    halves = {sure.half(one) for one in totals.votes}
    half = next((one for one in ("reached", "open") if one in halves), "excluded")
    told["quota"] = Fraction(sure.rule.get("quota", "1/2"))
    return f"opening.phase.partial-{lead}-{half}", told


def _complete(names: Names, instance: str, size: int, leaders: list[str]) -> Said:
    course, totals = names.course, names.totals(instance, size)
    outcome = outcome_of(course, instance, size)
    ending = "none"
    chosen: list[str] = []
    for name, key in (("elected", "elected"), ("qualified", "qualified"), ("tied", "tie")):
        if found := outcome.get(key):
            ending, chosen = name, [found] if isinstance(found, str) else found
    share = Fraction(max(totals.votes.values()), max(totals.figures["valid"], 1))
    told = {"options": chosen, "leaders": leaders}
    fields = {name: _list(course, instance, ids) for name, ids in told.items()}
    return f"opening.phase.{phase_of(names, instance, size)}-{ending}", {**fields, "share": share}


def _list(course: Course, instance: str, ids: list[str]) -> str:
    """Options with their first signatories, the last two joined by "and"."""
    labels = []
    for option in course.options_declared(instance, ids):
        label, first = label_of(course, instance, option), option.get("first_signatory", "")
        labels.append(f"{label} ({first})" if first not in ("", label) else label)
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def label_of(course: Course, instance: str, option: Plain) -> str:
    """An option's label; in a round of first signatories, the person's name."""
    link = course.rules.contests[instance.partition("@")[0]]["options"]
    person = isinstance(link, dict) and link.get("take") == "first_signatory"
    return str(option["first_signatory"] if person else option["label"])


def _certain(course: Course, instance: str, size: int) -> Iterator[Said]:
    """Every statement of the page: who is elected, who is among the first, who is ahead of whom."""
    sure = certainty_of(course, instance, size)
    ranked = sorted(sure.votes, key=lambda one: -sure.votes[one])
    names = {
        option["id"]: label_of(course, instance, option)
        for option in course.options_declared(instance, ranked)
    }
    majority = sure.rule["name"] == "majority"
    if elected := sure.elected():
        yield "page.certain.elected", {"option": names[elected]}
    elif sure.nobody():
        yield "page.certain.no-majority", {}
    else:
        ends = {"reached": "", "impossible": "-impossible", "open": "-open"}
        for option in sure.votes if majority else ():
            yield f"page.certain.majority{ends[sure.half(option)]}", {"option": names[option]}
    for option in sure.votes if sure.places > 1 else ():
        word = sure.place(option, sure.places).replace("open", "place-open")
        yield f"page.certain.{word}", {"option": names[option], "places": sure.places}
    for one, other in pairwise(ranked):
        lead = sure.votes[one] - sure.votes[other]
        word = "ahead" if sure.ahead(one, other) else "ahead-open"
        told = {"option": names[one], "other": names[other]}
        if not lead:
            yield "page.certain.level", told
        else:
            yield f"page.certain.{word}", {**told, "lead": lead, "outstanding": sure.more}
