"""vectors/belenios/cases.json: every archive of ours gets its verdict, alone and in batches."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support.commands import run
from tests.support.online_box import seeded
from tests.support.vectors.make import FOLDER, all_twins, files

from suffrage.belenios.archive import check_prefix
from suffrage.belenios.means import Hints, Means
from suffrage.belenios.verify import verify_archive
from suffrage.errors import SuffrageError
from suffrage.words import LANGUAGES, sentence

CASES: dict[str, Any] = json.loads((FOLDER / "cases.json").read_bytes())
ARCHIVES: dict[str, Any] = {case["name"]: case for case in CASES["archives"]}
SOUND = [name for name, case in ARCHIVES.items() if case["expect"] == "ok"]
TAMPERED = [name for name, case in ARCHIVES.items() if case["expect"] != "ok"]
ROOT = FOLDER.parents[1]

# The votes as they were cast, counted by hand; ranked answers without their order.
RESULTS: dict[str, Any] = {
    "plain": [[0, 2]],
    "several": [[1, 0, 1], [0, 1, 1], [1, 1, 0]],
    "blank": [[1, 1, 1]],
    "weighted": [[21, 2**30]],
    "lists": [[[1, 1, 0], [1, 1]]],
    "ranked": [[3, 0], [[1, 2, 3], [2, 0, 1], [255, 0, 255]]],
    "any-element": [[[0, 0, 0], [1, 2, 3], [31, 225, 137]]],
    "threshold": [[1, 2]],
    "plain-2048": [[1, 1]],
    "ranked-2048": [[[1, 2, 3], [255, 0, 7]]],
}
# Codes that the verification of an archive can raise and no twin shows, with the reason.
ELSEWHERE = {
    "bel.certificate-repeated": "unit tests of the ceremony",
    "bel.result-range": "only where a result is computed",
    "bel.share-disagrees": "needs a trustee who casts the last ballot: unit tests of shares",
    "bel.shuffles-too-few": "needs a group that shuffles: unit tests of shuffles",
    "bel.side-group": "about a side file",
}


# Raised by a part and given another code by the part that calls it, or when something is made.
INNER = {
    "bel.certificate-absent",
    "bel.credential-form",
    "bel.knowledge",
    "bel.member-index",
    "bel.prefix",
    "bel.shuffle-equation",
    "bel.text",
}
# What the verification of an archive runs through.
MODULES = [
    *("archive", "members", "events", "setup", "election", "trustees", "credentials"),
    *("parse_ballot", "check_ballot", "check_claims", "intake", "verify", "tally"),
    *("decryption", "combine_shares", "result", "strict_json"),
    *("threshold/pedersen", "threshold/certificate", "threshold/coefexps"),
    *("shuffle/shuffle_tally", "shuffle/shufflers", "shuffle/check_shuffle"),
]


def bytes_of(name: str) -> bytes:
    """An archive as the README tells other programs to put it together."""
    case = ARCHIVES[name]
    own = Path(FOLDER, case["file"]).read_bytes()
    if "after" not in case:
        return own
    return Path(FOLDER, case["after"]["file"]).read_bytes()[: case["after"]["bytes"]] + own


class SideFile:
    """Commitments in memory: kept by one verification, given to the next."""

    def __init__(self) -> None:
        self.kept: dict[int, bytes] = {}
        self.size, self.gave = 0, 0

    def begin(self, _header: bytes, size: int) -> None:
        self.size = size

    def given(self, first: int, number: int) -> bytes | None:
        kept = self.kept.get(first)
        if kept is None or len(kept) != number * self.size:
            return None
        self.gave += number
        return kept

    def keep(self, first: int, commitments: bytes) -> None:
        self.kept[first] = commitments


def refusal_of(data: bytes, means: Means | None = None) -> SuffrageError:
    with pytest.raises(SuffrageError) as refusal:
        verify_archive(data, means=means)
    return refusal.value


@pytest.mark.parametrize("name", SOUND)
def test_sound_archives_are_accepted(name: str) -> None:
    report = verify_archive(bytes_of(name))
    published = json.loads(json.dumps(report.result))
    assert ARCHIVES[name]["at"] == ""
    if name not in RESULTS:
        assert published is ARCHIVES[name]["result"] is None
        return
    assert (report.phase, report.head.height + 1) == ("result", len(events(bytes_of(name))))
    listed = ARCHIVES[name]["result"]
    assert [each(int, part) for part in listed] == published
    assert [sorted(row) if nested(row) else row for row in published] == RESULTS[name]


def nested(row: Any) -> bool:
    """Whether these are answers that were shuffled, and no lists."""
    return isinstance(row[0], list) and len({len(part) for part in row}) == 1 and len(row) > 1


def each(change: Callable[[Any], int], value: Any) -> Any:
    return [each(change, part) for part in value] if isinstance(value, list) else change(value)


def events(data: bytes) -> list[bytes]:
    """The names of the events, found without reading the archive."""
    return re.findall(rb"([0-9a-f]{64})\.event\.json\0", data)


@pytest.mark.parametrize("name", TAMPERED)
def test_tampered_archives_are_refused_with_their_place(name: str) -> None:
    case = ARCHIVES[name]
    refusal = refusal_of(bytes_of(name))
    assert (refusal.code, refusal.at) == (case["expect"], case["at"])
    assert {field: refusal.fields.get(field) for field in case["fields"]} == case["fields"]
    for language in LANGUAGES:
        assert "{" not in sentence(refusal.code, refusal.fields, language)


@pytest.mark.parametrize(
    "name", [name for name in ARCHIVES if b"-2048" not in bytes_of(name)[:2048]]
)
def test_the_verdict_is_the_same_with_a_side_file(name: str) -> None:
    side = SideFile()
    means = Means(hints=Hints(side, seeded("coefficients")))
    data, expected = bytes_of(name), ARCHIVES[name]
    if expected["expect"] == "ok":
        first, second = (verify_archive(data, means=means) for _ in range(2))
        assert (first.result, first.head) == (second.result, second.head)
        assert side.gave == first.ballots
        return
    for _ in range(2):
        refusal = refusal_of(data, means)
        assert (refusal.code, refusal.at) == (expected["expect"], expected["at"])


@pytest.mark.parametrize(
    "case", CASES["copies"], ids=lambda case: f"{case['older']}>{case['newer']}"
)
def test_a_newer_copy_continues_the_older(tmp_path: Path, case: dict[str, str]) -> None:
    paths = []
    for role in ("older", "newer"):
        paths.append(tmp_path / f"{role}.bel")
        paths[-1].write_bytes(bytes_of(case[role]))
    shown = run("verify-diff", *paths, "--json")
    failures = json.loads(shown.stdout)["failures"]
    if case["expect"] == "ok":
        check_prefix(*(path.read_bytes() for path in paths))
        assert (shown.exit_code, failures) == (0, [])
        return
    with pytest.raises(SuffrageError) as refusal:
        check_prefix(*(path.read_bytes() for path in paths))
    assert refusal.value.code == case["expect"]
    (failure,) = failures
    assert " ".join(failure["place"].split()[:2]) == case["at"]


def test_every_way_to_refuse_an_archive_has_a_case() -> None:
    raised = set()
    for module in MODULES:
        source = (ROOT / f"src/suffrage/belenios/{module}.py").read_text(encoding="utf-8")
        raised |= set(re.findall(r'(?:Malformed|NotVerified)\(\s*"(bel\.[a-z-]+)"', source))
    shown = {case["expect"] for case in CASES["archives"]} - {"ok"}
    assert raised - shown - INNER == set(ELSEWHERE) & raised
    assert not shown & set(ELSEWHERE)


@cache
def made() -> dict[str, bytes]:
    return files()


def test_a_second_run_of_the_maker_changes_nothing() -> None:
    found = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes()
        for path in FOLDER.rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    assert set(found) == set(made())
    assert [path for path in found if found[path] != made()[path]] == []


def test_twins_are_what_the_list_says_and_small() -> None:
    twins = all_twins()
    assert [twin.name for twin in twins] == TAMPERED
    assert len(set(TAMPERED)) == len(TAMPERED)
    assert all(twin.data == bytes_of(twin.name) for twin in twins)
    assert sum(map(len, made().values())) < 1_500_000
