"""The consolidation minutes: every figure of the board, and nothing that a name could add."""

import shutil
import subprocess
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from tests.support.exported import NASTY, ROOT, nasty, one_round, troubled
from tests.support.histories import history_of
from tests.support.pango import need_pango
from tests.support.pools import HIDDEN, PooledSimulation
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.night.history import History
from suffrage.site.exports.minutes import minutes_html
from suffrage.site.exports.minutes_files import minutes_files
from suffrage.site.exports.stamp import Stamp, stamp_of
from suffrage.site.results import results_of
from suffrage.words import LANGUAGES, Language


class _Reader(HTMLParser):
    """The text of a document without its head, cell by cell, and the tags that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self._quiet = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        del attrs
        self.tags.add(tag)
        self._quiet = self._quiet or tag == "head"

    def handle_endtag(self, tag: str) -> None:
        self._quiet = self._quiet and tag != "head"

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._quiet:
            self.cells.append(" ".join(data.split()))


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def minutes(simulation: Simulation, language: Language = "en") -> tuple[str, History, Stamp]:
    history = history_of(simulation)
    stamp = stamp_of(history, ROOT)
    return minutes_html(history, stamp, "text", language), history, stamp


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_results_is_there(language: Language) -> None:
    html, history, stamp = minutes(troubled(), language)
    cells = read(html).cells
    found = results_of(history.now, ROOT).contests["text"]
    figures = [found.registered.all, found.registered.counted, found.signatures, found.ballots]
    figures += [found.blank, found.void, found.valid]
    for votes in (found.votes, found.without_disputed, found.reserved):
        figures += votes.values()
    assert {str(figure) for figure in figures} <= set(cells)
    for text in (stamp.origin, stamp.definition, stamp.checkpoint, stamp.root_text):
        assert text in cells


def test_each_section_in_no_total_has_its_ground() -> None:
    cells = read(minutes(troubled())[0]).cells
    reasons = {cells[cells.index(unit) + 2] for unit in ("13-002", "13-003", "75-001")}
    assert reasons == {
        "sheet reserved",
        "excused: the papers are lost",
        "annulled, dispute d1: Early ballots",
    }


def test_corrections_disputes_and_votes_are_told() -> None:
    text = " ".join(read(minutes(troubled())[0]).cells)
    for part in (
        "secretary@75-002 (d2) Signatures: 35 → 34 Ballots found: 35 → 34 Blank: 1 → 0",
        "d1 – 75-001, by agent@to1, 12 January 2023, 22:00 Early ballots – upheld and carried out",
        "Ruling of 12 January 2023, 22:00: the section's votes are annulled.",
        "chair: for, dean: for, to1: against, to2: walked out.",
        "d3 – 75-003, by agent@to1, 12 January 2023, 22:00 Wrong count – open",
        "This result is not certified.",
        "No result yet: sections are missing.",
    ):
        assert part in text


def test_the_certificate_and_the_seats_are_told() -> None:
    simulation = Simulation(one_round()).run_round_1()
    html, history, _ = minutes(simulation)
    text = " ".join(read(html).cells)
    (certified,) = history.acts("result.certified/1")
    for line in certified.body.checkpoint:  # type: ignore[union-attr]
        assert " ".join(line.split()) in text
    assert "certified result" in text
    assert "Seats: council Option Seats Text 1 4 Text 2 3 Text 3 3 Members by office 3" in text
    assert "Qualified: Text 1, Text 2." in text


def test_a_contest_has_its_own_status() -> None:
    assert "certified result" in " ".join(read(minutes(Simulation().run_round_1())[0]).cells)


def test_hidden_sections_are_named_and_their_pool_has_the_figures() -> None:
    simulation = PooledSimulation().to_the_count().count_with_pools()
    cells = read(minutes(simulation)[0]).cells
    pool = cells.index("small-1")
    assert cells[pool + 1] == "13-004, 13-005, 13-006"
    assert cells[pool + 2 : pool + 8] == ["54", "33", "27", "12", "9", "6"]
    assert not set(HIDDEN) & set(cells)


def test_no_minutes_before_figures_may_appear() -> None:
    with refused("night.polls-open"):
        minutes(Simulation().convene().fix_rules().open_polls())


def _due(simulation: Simulation) -> dict[str, tuple[object, bytes]]:
    files = minutes_files(history_of(simulation), lambda size: bytes([size]) * 32, str.encode)
    return {file.path: (file.key, file.make()) for file in files}


def test_minutes_are_due_once_a_result_is_announced() -> None:
    simulation = Simulation().to_the_count().count_all()
    assert not _due(simulation)
    simulation.announce()
    found = _due(simulation)
    assert set(found) == {"site/data/text-minutes.fr.pdf", "site/data/text-minutes.en.pdf"}
    certified = _due(simulation.certify())
    assert all(certified[path][0] != key for path, (key, _) in found.items())


def test_minutes_are_not_made_again_for_what_comes_elsewhere() -> None:
    simulation = Simulation().run_round_1()
    before = _due(simulation)
    assert _due(simulation.to_the_count(2)) == before


def test_names_are_text_and_nothing_else() -> None:
    found = read(minutes(Simulation(nasty()).to_the_count().count_all())[0])
    assert "script" not in found.tags
    assert NASTY["formula"] in found.cells
    assert any(NASTY["markup"] in cell for cell in found.cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_and_says_the_same(language: Language) -> None:
    need_pango()
    from suffrage.adapters.pdf import render_pdf  # noqa: PLC0415  (the import needs Pango)

    if shutil.which("pdfinfo") is None or shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    named = nasty()
    definition = msgspec.structs.replace(named, contests=named.contests[:1])
    html, _, stamp = minutes(troubled(definition), language)
    data = render_pdf(html)
    info = _run("pdfinfo", "-", data=data)
    assert "Tagged:          yes" in info
    assert f"{stamp.instant[:4]} UTC" in info
    text = _run("pdftotext", "-", "-", data=data).replace("\n", " ")
    squeezed = "".join(text.split())
    for cell in read(html).cells:
        assert "".join(cell.split()) in squeezed, cell


def _run(program: str, *arguments: str, data: bytes) -> str:
    done = subprocess.run([program, *arguments], input=data, capture_output=True, check=True)
    return done.stdout.decode()
