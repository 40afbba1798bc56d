"""Every figure on the site once more, by programs that share nothing with those that made it.

``tests/support/recompute`` reads the public folder with Python's own libraries and follows the
documents. Here its answers are held to every page and every export: of small elections in which
something goes wrong, and of the congress with its permanent pages of both nights.
"""

import ast
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from tests.e2e.test_demo import demo
from tests.support.counts import count
from tests.support.made_sites import congress_site, grown
from tests.support.rarer_sites import RARER
from tests.support.recompute.course import Course
from tests.support.recompute.differs import Differs
from tests.support.recompute.exports import check_exports, exports_in
from tests.support.recompute.fold import read_course
from tests.support.recompute.names import Names
from tests.support.recompute.public import Public
from tests.support.recompute.site import check_page, pages_in
from tests.support.recomputed_sites import STORIES

__all__ = ["demo"]

EVERY: Final = {**STORIES, **RARER}
RECOMPUTE: Final = Path(__file__).parents[1] / "support" / "recompute"
ALLOWED: Final = frozenset({
    "base64", "bisect", "collections", "csv", "dataclasses", "fractions", "functools", "hashlib",
    "html", "io", "itertools", "json", "math", "pathlib", "re", "struct", "typing",
})  # fmt: skip
WORDS: Final[Mapping[str, str]] = json.loads(
    (Path(__file__).parents[2] / "src" / "suffrage" / "words" / "en.json").read_bytes()
)
MODULES: Final = sorted(RECOMPUTE.glob("*.py"))


@cache
def files_of(story: str) -> Mapping[str, bytes]:
    return EVERY[story]()


@cache
def folder_of(story: str) -> Public:
    return Public.held(files_of(story))


@cache
def course_of(story: str) -> Course:
    return read_course(folder_of(story))


@cache
def names_of(story: str) -> Names:
    return Names(course_of(story))


def check(story: str, public: Public) -> Counter[str]:
    """Everything that a folder shows, held to the records of the true one."""
    names = names_of(story)
    seen: Counter[str] = Counter()
    for path in pages_in(public):
        seen += check_page(public, names, path, names.course.size, WORDS)
    return seen + check_exports(public, names)


# -- what the recomputation may know -----------------------------------------------------------


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module.name} imports from where it lies"
            yield node.module or ""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_the_recomputation_imports_nothing_of_what_it_checks(module: Path) -> None:
    for name in imported(module):
        own = name.startswith("tests.support.recompute.")
        assert own or name.partition(".")[0] in ALLOWED, name
    text = module.read_text(encoding="utf-8")
    assert "__import__" not in text
    assert "importlib" not in text
    assert len(text.splitlines()) <= 200


# -- small elections ---------------------------------------------------------------------------


@pytest.mark.parametrize("story", EVERY)
def test_every_figure_of_a_small_election_is_what_its_records_give(story: str) -> None:
    seen = check(story, folder_of(story))
    assert sum(seen.values()) >= 30


@pytest.mark.parametrize("story", EVERY)
def test_no_page_of_a_site_that_has_grown_is_out_of_date(story: str) -> None:
    """Made record by record: each page is remade whenever a figure of it changes."""
    public = Public.held(grown(files_of(story)))
    assert len(pages_in(public)) >= len(pages_in(folder_of(story)))
    check(story, public)


def test_the_stories_show_every_kind_of_figure() -> None:
    seen: Counter[str] = Counter()
    for story in STORIES:
        seen += check(story, folder_of(story))
    assert seen.keys() >= KINDS, KINDS - seen.keys()


KINDS: Final = frozenset({
    "at/certain", "at/coverage", "at/share", "ballots", "blank",
    "agreement/party", "agreement/promise", "body/certain",
    "body/ex-officio", "body/party", "body/remainder", "body/seats", "body/seats-open",
    "body/votes", "body/whole", "federation/second-round/swing", "second-round/members",
    "second-round/swing", "second-round/transfer", "certain", "confirmed-share", "coverage",
    "federation/ballots",
    "federation/blank", "federation/certain", "federation/share", "federation/signatures",
    "federation/units/counted", "federation/units/expected", "federation/units/missing",
    "federation/valid", "federation/void", "federation/votes", "record/ballots", "record/blank",
    "record/change/valid", "record/change/votes", "record/ranges", "record/shares", "record/valid",
    "record/void", "record/votes", "reserved", "share", "signatures", "signatures-known",
    "unit/ballots", "unit/blank", "unit/proxies", "unit/registered", "unit/roll", "unit/share",
    "unit/signatures", "unit/signatures-reported", "unit/valid", "unit/void", "unit/votes",
    "units/counted", "units/expected", "valid", "void", "votes", "without-disputed",
})  # fmt: skip


SENTENCES: Final = frozenset({
    "page.awaited.units", "page.body.status.certified", "page.body.status.partial",
    "page.body.threshold.text", "page.certain.hint", "page.disputes.sentence",
    "page.federation.apart", "page.federation.missing", "page.missing.count", "page.pool.awaited",
    "page.pool.summed", "hint.fewer-ballots", "hint.more-ballots", "hint.unanimous",
    "page.map.tile", "page.members", "page.run", "page.step.turnout",
    "night.claim.as-counted", "night.claim.majority-beyond", "night.claim.votes-as-counted",
})  # fmt: skip


# -- the congress ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def congress(demo: Path) -> Public:
    """The congress with its pages, each made when it is read."""
    return congress_site(demo)


@pytest.fixture(scope="module")
def congress_names(congress: Public) -> Names:
    return Names(read_course(congress))


def test_every_figure_of_the_congress_is_what_its_records_give(
    congress: Public, congress_names: Names
) -> None:
    seen: Counter[str] = Counter()
    every = count(40, 1)
    units = [path for path in pages_in(congress) if "/unit/" in path]
    looked_at = {*pages_in(congress)} - {*units} | {*units[::every]}
    for path in sorted(looked_at):
        seen += check_page(congress, congress_names, path, congress_names.course.size, WORDS)
    assert sum(seen.values()) >= 50_000
    assert {"projected", "federation/votes", "body/seats", "record/change/votes"} <= seen.keys()


def test_every_export_of_the_congress_is_what_its_records_give(
    congress: Public, congress_names: Names
) -> None:
    seen = check_exports(congress, congress_names)
    assert {*seen} == set(exports_in(congress))


def test_the_story_of_the_congress_is_told_with_these_figures(congress_names: Names) -> None:
    """The figures that everybody knows, so that two programs are not wrong in the same way."""
    last = congress_names.course.size
    known = {
        "text/votes/to1": 11_277,
        "text/votes/to2": 7_001,
        "text/votes/to3": 4_666,
        "text/signatures": 23_179,
        "first-secretary/votes/to1": 12_020,
        "first-secretary/votes/to2": 11_507,
        "body/national-council/seats/to1": 99,
        "body/national-council/seats/to2": 61,
        "body/national-council/seats/to3": 40,
        "body/national-council/ex-officio": 102,
    }
    assert {name: congress_names.value(name, last) for name in known} == known


# -- it can fail -------------------------------------------------------------------------------

STORY: Final = "troubled"


def next_digit(found: re.Match[str]) -> str:
    """The same text with its last digit changed."""
    before, digit, after = found[1], found[2], found[3]
    return f"{before}{(int(digit) + 1) % 10}{after}"


def with_digit(page: str, place: str) -> str:
    """A page in which one digit of a place is another."""
    changed, number = re.subn(place, next_digit, page, count=1)
    assert number == 1, place
    return changed


DIGITS: Final[Mapping[str, tuple[str, str]]] = {
    "votes": ("en/text/index.html", r'(<data value="\d*)(\d)(" data-name="text/votes/to1">)'),
    "what a reader sees": (
        "en/text/index.html",
        r'(data-name="text/votes/to1">\d*)(\d)(</data>)',
    ),
    "share": ("fr/text/index.html", r'(<data value="\d*)(\d)(/\d+" data-name="text/share/to2">)'),
    "a share as it is read": (
        "fr/text/index.html",
        r'(data-name="text/share/to2">\d+,\d)(\d)(\u202f%</data>)',
    ),
    "coverage": ("en/text/index.html", r'(<data value="\d+/\d*)(\d)(" data-name="text/coverage">)'),
    "bounds": (
        "en/text/index.html",
        r'(<data value="\d+/\d*)(\d)(" data-name="text/certain/to3/high">)',
    ),
    "reserved": ("en/text/index.html", r'(<data value="\d*)(\d)(" data-name="text/reserved/to1">)'),
    "disputed": (
        "en/text/disputes.html",
        r'(<data value="\d*)(\d)(" data-name="text/without-disputed/to1">)',
    ),
    "federation": (
        "en/text/federation/75.html",
        r'(<data value="\d*)(\d)(" data-name="text/federation/75/ballots">)',
    ),
    "unit": (
        "fr/text/unit/75-002.html",
        r'(<data value="\d*)(\d)(" data-name="text/unit/75-002/signatures")',
    ),
    "void ballots": (
        "en/text/unit/75-003.html",
        r'(<data value=")(\d)(" data-name="text/unit/75-003/void/torn")',
    ),
    "correction": (
        "en/text/changes.html",
        r'(<data value="\d*)(\d)(" data-name="text/record/\d+/blank">)',
    ),
    "effect": (
        "en/text/changes.html",
        r'(<data value="-?\d*)(\d)(" data-name="text/record/\d+/change/valid">)',
    ),
    "moment": (
        "en/text/night.html",
        r'(<data value="\d+/\d*)(\d)(" data-name="text/at/\d+/share/to1">)',
    ),
    "seats": (
        "en/body/council.html",
        r'(<data value=")(\d)(" data-name="body/council/seats/to1">)',
    ),
    "box for others": (
        "en/text/embed.html",
        r'(<data value="\d*)(\d)(" data-name="text/votes/to1">)',
    ),
    "opening": ("en/text/index.html", r'(<p class="opening">[^<]*?\d)(\d)(\.\d%)'),
    "the first page": ("en/index.html", r'(<p class="opening">[^<]*?\d)(\d)(\.\d%)'),
    "a lead": (
        "en/text/index.html",
        r'(<li class="open">Text 1[^<]*Text 2[^<]*?)(\d)([^<\d]*</li>)',
    ),
    "a hint": ("en/text/index.html", r'(?s)(id="certain".*?class="hint">[^<]*?)(\d)([^<\d]*</p>)'),
    "a federation": ("en/text/federation/75.html", r'(<p class="opening">75\D*)(\d)(\D)'),
    "a quotient": ("en/body/council.html", r'(<span class="of n">\d*)(\d)( / 1 = )'),
    "the last seat": ("en/body/council.html", r'(?s)(id="last".*?<p>[^<]*?)(\d)([^<\d]*</p>)'),
    "a threshold": ("en/body/council.html", r'(?s)(id="threshold".*?<p>[^<]*?)(\d)([^<\d]*</p>)'),
    "disputes": ("en/text/disputes.html", r'(<p class="opening">\D*)(\d)(\D)'),
    "root": ("en/text/index.html", r'(<meta name="suffrage:root" content="[^"0-9]*)(\d)([^"]*">)'),
    "size": ("en/text/index.html", r'(<meta name="suffrage:size" content="\d*)(\d)(">)'),
}


def look_at(public: Public, path: str) -> None:
    names = names_of(STORY)
    check_page(public, names, path, names.course.size, WORDS)


@pytest.mark.parametrize("place", DIGITS)
def test_one_digit_of_a_page_is_noticed(place: str) -> None:
    name, pattern = DIGITS[place]
    public, path = folder_of(STORY), f"site/{name}"
    forged = with_digit(public.read(path).decode(), pattern).encode()
    with pytest.raises((Differs, IndexError)):
        look_at(public.with_file(path, forged), path)


def test_a_certainty_that_is_none_is_noticed() -> None:
    """The words of a sentence count as its figures do."""
    path = "site/en/text/index.html"
    page = folder_of(STORY).read(path).decode()
    opening = (WORDS[f"opening.phase.partial-{lead}-open"] for lead in ("ahead", "first"))
    place = (WORDS[f"page.certain.{word}"] for word in ("place-open", "in"))
    for open_, sure in (
        tuple(one.partition("{leaders}")[2].partition("{quota}")[0] for one in opening),
        tuple(one.format(option="Text 1", places=2) for one in place),
    ):
        assert open_ in page
        with pytest.raises(Differs, match=r"should say|says besides"):
            look_at(folder_of(STORY).with_file(path, page.replace(open_, sure).encode()), path)


VERDICTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "votes": ("claimed", "en/text/claims.html", r"(</strong> [^<]*?\b4)(4)(\b)"),
    "outstanding": ("claimed", "en/text/claims.html", r"(</strong> [^<]*?\b16)(5)(\b)"),
    "what is possible": ("claimed", "en/text/claims.html", r"(</strong> [^<]*?14\.8)(1)(%)"),
    "coverage": ("claimed", "en/text/claims.html", r'(<p class="of">[^<]*?61\.)(8)(%)'),
    "said": ("claimed", "en/text/claims.html", r'(<data value="\d)(\d)(" data-name="[^"]*/votes/)'),
    "members": (
        "partial",
        "en/text/index.html",
        r'(unit/[^>]*>[^<]*</a> <span class="of">\d*)(\d)( )',
    ),
    "the map": ("partial", "en/text/index.html", r"(<title>13: [^<]*)(\d)([^<\d]*</title>)"),
    "a run": ("box decrypted", "en/text/unit/99-001.html", r"(<li>Run 2: [^<]*: )(\d)(\.)"),
    "turnout": ("awaited", "en/text/unit/75-001.html", r"(</time> [^<]*: 1)(\d)(\D)"),
    "hint": ("partial", "en/text/hints.html", r"(<li><p>[^<]*?\b2)(3)(\b)"),
}


@pytest.mark.parametrize("place", VERDICTS)
def test_one_digit_of_a_verdict_or_a_hint_is_noticed(place: str) -> None:
    story, page, pattern = VERDICTS[place]
    public, path, names = folder_of(story), f"site/{page}", names_of(story)
    forged = with_digit(public.read(path).decode(), pattern).encode()
    with pytest.raises(Differs):
        check_page(public.with_file(path, forged), names, path, names.course.size, WORDS)


def test_a_link_that_is_told_of_otherwise_is_noticed() -> None:
    path = "site/en/text/index.html"
    page = folder_of(STORY).read(path)
    forged, number = re.subn(b'(og:description" content=")[^"]*', rb"\1Text 3 has won", page)
    assert number == 1
    with pytest.raises(Differs, match="told of"):
        look_at(folder_of(STORY).with_file(path, forged), path)


def test_a_figure_of_an_unknown_name_is_noticed() -> None:
    path = "site/en/text/index.html"
    page = folder_of(STORY).read(path).replace(b'"text/votes/to1"', b'"text/voices/to1"')
    with pytest.raises(Differs, match="nobody can compute"):
        look_at(folder_of(STORY).with_file(path, page), path)


def test_a_number_without_a_name_is_noticed() -> None:
    path = "site/en/text/index.html"
    page = folder_of(STORY).read(path).replace(b'<td class="n">', b'<td class="n">7 ', 1)
    with pytest.raises(Differs, match="without a name"):
        look_at(folder_of(STORY).with_file(path, page), path)


def test_a_page_that_is_out_of_date_is_noticed() -> None:
    """The permanent page of an earlier board in the place of the one that follows it."""
    public = folder_of(STORY)
    early = min(path for path in pages_in(public) if path.startswith("site/en/text/at/"))
    path = "site/en/text/index.html"
    with pytest.raises(Differs):
        look_at(public.with_file(path, public.read(early)), path)


def blob_of(public: Public, part: bytes) -> str:
    paths = (path for path in public.paths if path.startswith("blob/"))
    return next(path for path in paths if part in public.read(path))


BLOBS: Final[Mapping[str, tuple[bytes, Callable[[bytes], bytes]]]] = {
    "a sheet": (b'"unit":"75-003"', lambda data: data.replace(b'"to1":13', b'"to1":14')),
    "the definition": (b'"suffrage":1', lambda data: data.replace(b'"seats":10', b'"seats":11')),
    "the roll": (b'"units":{"13-001"', lambda data: data.replace(b'"75-003":83', b'"75-003":84')),
}


@pytest.mark.parametrize("name", BLOBS)
def test_one_digit_of_a_payload_is_noticed(name: str) -> None:
    part, change = BLOBS[name]
    public = folder_of(STORY)
    path = blob_of(public, part)
    changed = change(public.read(path))
    assert changed != public.read(path)
    with pytest.raises(Differs, match="blob"):
        read_course(public.with_file(path, changed))


def test_one_digit_of_an_entry_is_noticed() -> None:
    public = folder_of(STORY)
    path = next(path for path in public.paths if path.startswith("log/tile/entries/"))
    changed = public.read(path).replace(b"75-003", b"75-002", 1)
    with pytest.raises(Differs, match="root"):
        read_course(public.with_file(path, changed))


def test_one_digit_of_an_archive_is_noticed() -> None:
    public, path = folder_of("box decrypted"), "box/abroad-2.bel"
    changed = public.read(path).replace(b'{"result":[[1,2', b'{"result":[[1,3')
    assert changed != public.read(path)
    with pytest.raises(Differs, match="archive"):
        read_course(public.with_file(path, changed))


TABLES: Final[Mapping[str, tuple[str, str]]] = {
    "sheets.csv": ("sheets.csv", r"(text,75-003,75,[^\n]*,)(\d)(\n)"),
    "results.json": ("results.json", r'("votes":\{"to1":\d*)(\d)(,)'),
    "tidy": ("site/data/text-tidy.csv", r"(text,,75-003,[^\n]*,to1,Text 1,\d*)(\d)(,0\.)"),
    "a share": ("site/data/text-tidy.csv", r"(text,,75-003,[^\n]*,0\.\d+)(\d)(\n)"),
    "wide": ("site/data/text-wide.csv", r"(75-003;\d+;\d*)(\d)(;\d+,)"),
    "nist": ("site/data/text-nist.json", r'("Count":\d*)(\d)(,)'),
}


@pytest.mark.parametrize("name", TABLES)
def test_one_digit_of_a_table_is_noticed(name: str) -> None:
    path, pattern = TABLES[name]
    public = folder_of(STORY)
    forged = with_digit(public.read(path).decode(), pattern).encode()
    with pytest.raises(Differs):
        check_exports(public.with_file(path, forged), names_of(STORY))
