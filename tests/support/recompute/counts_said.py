"""Numbers in plain sentences: a sentence that is one of these has the figures computed here.

>>> check_counts(names, page, "text", "", size, words)              # doctest: +SKIP
Counter({'page.missing.count': 1, 'page.certain.hint': 1})
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from html import unescape
from typing import Any, Final

from tests.support.recompute.differs import require
from tests.support.recompute.names import Names
from tests.support.recompute.outcome import votes_needed
from tests.support.recompute.said import written

__all__ = ["check_counts", "pattern_of"]

_PARAGRAPH: Final = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
_TAG: Final = re.compile("<[^>]*>")
_SHOWN_MISSING: Final = 15

Fields = dict[str, Any]


def check_counts(
    names: Names, page: str, subject: str, place: str, size: int, words: Mapping[str, str]
) -> Counter[str]:
    """Raise ``Differs`` unless every known sentence has its figures; which were found comes back.

    ``subject`` is an instance or a body, ``place`` a federation or a pool, empty for the whole.
    """
    seen: Counter[str] = Counter()
    for text in _texts(page):
        for code, make in _KNOWN.items():
            if found := re.fullmatch(pattern_of(words[code]), text):
                for name, value in make(names, subject, place, size).items():
                    right = written(name, value)
                    require(found[name] == right, subject, place, text, "should say", right)
                seen[code] += 1
    return seen


def _texts(page: str) -> Iterator[str]:
    for paragraph in _PARAGRAPH.findall(page):
        yield unescape(_TAG.sub("", paragraph)).strip()


def pattern_of(sentence: str) -> str:
    """A sentence whose fields are groups."""
    parts = re.split(r"\{(\w+)\}", sentence)
    for place in range(0, len(parts), 2):
        parts[place] = re.escape(parts[place])
    for place in range(1, len(parts), 2):
        name = parts[place]
        again = f"(?P<{name}>.+?)" in parts
        parts[place] = f"(?P={name})" if again else f"(?P<{name}>.+?)"
    return "".join(parts)


def _missing(names: Names, instance: str, place: str, size: int) -> Fields:
    """The missing units and the ballots that they can bring; none of a sum elsewhere."""
    federation = None if not place else "" if place == "nation" else place
    rows = [row for row in names.totals(instance, size, federation).rows if row.missing]
    return {"units": len(rows), "outstanding": sum(row.most for row in rows)}


def _more(names: Names, instance: str, place: str, size: int) -> Fields:
    return {"units": _missing(names, instance, place, size)["units"] - _SHOWN_MISSING}


def _outstanding(names: Names, instance: str, place: str, size: int) -> Fields:
    return {"outstanding": _missing(names, instance, place, size)["outstanding"]}


def _apart(names: Names, instance: str, place: str, size: int) -> Fields:
    totals = names.totals(instance, size, "" if place == "nation" else place)
    return {"units": sum(row.apart for row in totals.rows)}


def _expected(names: Names, instance: str, _place: str, size: int) -> Fields:
    totals = names.totals(instance, size)
    expected = sum(row.state != "summed" for row in totals.rows)
    return {"units": expected, "members": totals.members}


def _disputes(names: Names, instance: str, _place: str, size: int) -> Fields:
    found = [
        one.status.at(size)
        for one in names.course.disputes.values()
        if names.course.rules.instance_of(one.contest, one.unit) == instance
    ]
    waiting = sum(status in ("open", "correction-due") for status in found)
    return {"open": waiting, "closed": len([status for status in found if status]) - waiting}


def _threshold(names: Names, body: str, _place: str, size: int) -> Fields:
    declared = names.course.rules.bodies[body]
    total = sum(names.totals(declared["contest"], size).votes.values())
    share = Fraction(declared["rule"].get("threshold", "0"))
    exact = declared["rule"].get("threshold_exact", True)
    return {"share": share, "needed": votes_needed(share, total, exact=exact), "total": total}


def _seats(names: Names, body: str, _place: str, _size: int) -> Fields:
    return {"seats": names.course.rules.bodies[body]["seats"]}


def _sealed(names: Names, instance: str, pool: str, size: int) -> Fields:
    units = names.course.rules.pools[pool]["units"]
    states = [names.course.unit(instance.partition("@")[0], unit, size).state for unit in units]
    return {"sealed": states.count("sealed"), "units": len(units)}


def _summed(names: Names, instance: str, pool: str, size: int) -> Fields:
    sums = {one.pool: one for one in names.course.sums_of(instance, size)}
    return {"units": len(sums[pool].units)}


_KNOWN: Final[dict[str, Callable[[Names, str, str, int], Fields]]] = {
    "page.certain.hint": _outstanding,
    "page.missing.count": _missing,
    "page.missing.more": _more,
    "page.federation.missing": _missing,
    "page.federation.apart": _apart,
    "page.awaited.units": _expected,
    "page.disputes.sentence": _disputes,
    "page.body.threshold.text": _threshold,
    "page.body.status.partial": _seats,
    "page.body.status.reported": _seats,
    "page.body.status.certified": _seats,
    "page.body.status.seated": _seats,
    "page.pool.awaited": _sealed,
    "page.pool.summed": _summed,
}
