"""Every page of a public folder against the records: each figure, by its name."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from tests.support.recompute.claims_said import check_claims, check_hints
from tests.support.recompute.counts_said import check_counts
from tests.support.recompute.differs import Differs, require
from tests.support.recompute.marks_said import check_marks
from tests.support.recompute.names import Names, Value, is_estimate
from tests.support.recompute.pages import Shown, board_of, figures_in, naked, reads_as, summaries
from tests.support.recompute.public import Public
from tests.support.recompute.said import check_front, check_said
from tests.support.recompute.said_elsewhere import check_body, check_federation

__all__ = ["check_page", "kinds_of", "pages_in", "site_size"]

_MOMENT: Final = re.compile(r"site/[a-z]{2}/[^/]+/at/(\d+)\.html")
_CONTEST: Final = re.compile(r"site/en/([^/]+)/(?:index|embed|at/\d+)\.html")
_FEDERATION: Final = re.compile(r"site/en/([^/]+)/federation/([^/]+)\.html")
_BODY: Final = re.compile(r"site/en/body/([^/]+)\.html")
_SUBJECT: Final = re.compile(r"site/en/([^/]+)/(?:(federation|unit|at)/)?([^/]+)\.html")
_ENDS: Final = re.compile("(.+)/projected/(.+)/(low|high)")


def pages_in(public: Public) -> list[str]:
    """The paths of all pages."""
    return [one for one in public.paths if one.startswith("site/") and one.endswith(".html")]


def site_size(public: Public, otherwise: int) -> int:
    """The board from which the site was made, by its manifest."""
    if "site/MANIFEST" not in public.paths:
        return otherwise
    return int(public.read("site/MANIFEST").split(b"\n")[2])


def check_page(
    public: Public, names: Names, path: str, latest: int, words: Mapping[str, str] | None = None
) -> Counter[str]:
    """Raise ``Differs`` unless every figure of a page is what the records give.

    A page that follows the board is held to its own board and to the ``latest`` one, so that it
    cannot be out of date; a permanent page to its own only. With the product's ``words`` the
    sentences of English pages are read as well. How many figures of each kind were
    compared comes back.
    """
    page = public.read(path).decode()
    said = board_of(page)
    sizes = {latest}
    if said is not None:
        size, root = said
        require(names.course.roots[size] == root, path, "has not the root of its board")
        moment = _MOMENT.fullmatch(path)
        require(moment is None or int(moment[1]) == size, path, "is of another moment")
        sizes = {size} if moment else {size, latest}
    require(not naked(page), path, "has a number without a name:", naked(page)[:3])
    require(not summaries(page), path, "is not told of as it opens:", summaries(page))
    seen: Counter[str] = Counter()
    for shown in figures_in(page):
        if is_estimate(shown.name):
            _check_estimate(names, shown, max(sizes), path)
        else:
            _check(names, shown, sizes, path)
        seen[kinds_of(shown.name)] += 1
    _check_ends(page, path)
    if words:
        seen += _check_sentences(names, page, path, max(sizes), words)
    return seen


def _check_sentences(
    names: Names, page: str, path: str, size: int, words: Mapping[str, str]
) -> Counter[str]:
    """The sentences of an English page; others have none."""
    if found := _CONTEST.fullmatch(path):
        check_said(names, page, found[1], size, words)
    elif path == "site/en/index.html":
        check_front(names, page, size, words)
    elif found := _FEDERATION.fullmatch(path):
        check_federation(names, page, found[1], found[2], size, words)
    elif found := _BODY.fullmatch(path):
        check_body(names, page, found[1], size, words)
    found = _SUBJECT.fullmatch(path)
    if found is None:
        return Counter()
    below = found[2] in ("federation", "unit")
    subject, place = (found[3], "") if found[1] == "body" else (found[1], found[3] * below)
    seen = check_counts(names, page, subject, place, size, words)
    if subject in names.course.rules.instances:
        seen += check_marks(names, page, path, subject, size, words)
    if found[3] == "claims":
        seen += check_claims(names, page, subject, words)
    if found[3] == "hints":
        seen += check_hints(names, page, subject, size, words)
    return seen


def _check(names: Names, shown: Shown, sizes: set[int], path: str) -> None:
    _check_shown(names, shown.name, max(sizes), path)
    for size in sizes:
        value = _value(names, shown.name, size, path)
        require(str(value) == shown.value, path, shown, "should be", value, "at", size)
    is_share = isinstance(_value(names, shown.name, max(sizes), path), Fraction)
    require(reads_as(shown, share=is_share), path, shown, "reads otherwise")


def _check_shown(names: Names, name: str, size: int, path: str) -> None:
    """A sum appears only once sums may; a sheet is on the board as it comes."""
    subject, part, *rest = name.split("/")
    if subject == "agreement":
        # Nothing of a promise has a value while a unit of its contest is missing.
        return
    if subject == "body":
        subject = names.course.rules.bodies[part]["contest"]
    elif part == "at":
        size = int(rest[0])
    if part not in ("unit", "record", "signatures-known"):
        require(names.may_show(subject, size), path, name, "before figures may appear")


def _value(names: Names, name: str, size: int, path: str) -> Value:
    try:
        return names.value(name, size)
    except (KeyError, ValueError, IndexError, ZeroDivisionError) as error:
        raise Differs(f"{path} names what nobody can compute: {name}, {error!r}") from error


def _check_estimate(names: Names, shown: Shown, size: int, path: str) -> None:
    """An estimate of a share lies within the certain bounds, as far as four decimals tell."""
    estimate = Fraction(shown.value)
    found = _ENDS.fullmatch(shown.name)
    if found is None:
        return
    bounds = "transfer" if found[1].endswith("/second-round") else "certain"
    low, high = (
        Fraction(_value(names, f"{found[1]}/{bounds}/{found[2]}/{end}", size, path))
        for end in ("low", "high")
    )
    rounding = Fraction(1, 20_000)
    require(low - rounding <= estimate <= high + rounding, path, shown, "is outside of", low, high)


def _check_ends(page: str, path: str) -> None:
    """The lower end of an estimate is not above the higher one."""
    ends: dict[str, dict[str, Fraction]] = {}
    for shown in figures_in(page):
        if found := _ENDS.fullmatch(shown.name):
            ends.setdefault(f"{found[1]}/{found[2]}", {})[found[3]] = Fraction(shown.value)
    for name, pair in ends.items():
        require(pair["low"] <= pair["high"], path, name, "ends before it begins")


def kinds_of(name: str) -> str:
    """A name without the ids in it: ``unit/votes``, ``federation/certain``."""
    return "/".join(_words(name.split("/")))


def _words(parts: list[str]) -> Iterator[str]:
    """The fixed words of a name, in their order."""
    if parts[0] in ("agreement", "body"):
        yield parts[0]
        yield parts[2]
        return
    rest = parts[1:]
    if rest[0] in ("federation", "unit", "record", "at"):
        yield rest[0]
        rest = rest[2:]
    if rest[0] in ("change", "second-round"):
        yield rest[0]
        rest = rest[1:]
    yield "/".join(rest) if rest[0] == "units" else rest[0]
