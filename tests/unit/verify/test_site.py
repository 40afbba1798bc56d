"""The public site beside the figures: listed, signed, complete."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.support.folders import policy_of
from tests.support.histories import board_of
from tests.support.simulator import Simulation

from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.site_folder import SiteFolder
from suffrage.site.manifest import MANIFEST, Manifest, sign_manifest
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.settings import Settings
from suffrage.verify import HeldFiles, Policy, verify_folder

PAGE = "site/en/text/index.html"
Folder = dict[str, bytes]


@cache
def simulated() -> Simulation:
    return Simulation().run_round_1()


@pytest.fixture
def election(tmp_path: Path) -> tuple[Folder, Policy]:
    """A whole public folder with its site."""
    simulation = simulated()
    site = SiteFolder(PublicFolder(tmp_path), simulation.log)
    board = board_of(simulation)
    site.write(all_pages(board, Settings()), board.size)
    pages = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    return {**simulation.files(), **pages}, policy_of(simulation)


def found(folder: Folder, policy: Policy) -> set[tuple[str, str]]:
    report = verify_folder(HeldFiles(folder), policy)
    return {(one.code, one.place) for one in report.failures}


def test_a_folder_with_its_site_holds(election: tuple[Folder, Policy]) -> None:
    folder, policy = election
    report = verify_folder(HeldFiles(folder), policy)
    assert not report.failures
    assert report.checked.pages == sum(path.startswith("site/") for path in folder) - 1 > 3


def other_byte(folder: Folder) -> Folder:
    return {**folder, PAGE: folder[PAGE].replace(b"text", b"tent", 1)}


def absent(folder: Folder) -> Folder:
    return {path: data for path, data in folder.items() if path != PAGE}


def unlisted(folder: Folder) -> Folder:
    return {**folder, "site/en/more.html": b"<p>A wins</p>"}


def unsigned(folder: Folder) -> Folder:
    return {path: data for path, data in folder.items() if path != MANIFEST}


def of_another_board(folder: Folder) -> Folder:
    manifest = Manifest(simulated().log.name, 10_000, {})
    return {**absent(folder), MANIFEST: sign_manifest(manifest, simulated().log)}


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (other_byte, "site.hash", PAGE),
        (absent, "folder.missing", PAGE),
        (unlisted, "folder.stray", "site/en/more.html"),
        (unsigned, "folder.missing", MANIFEST),
        (of_another_board, "site.board", MANIFEST),
    ],
)
def test_what_is_wrong_with_the_site_is_found(
    election: tuple[Folder, Policy], change: Callable[[Folder], Folder], code: str, place: str
) -> None:
    folder, policy = election
    assert (code, place) in found(change(folder), policy)


def test_a_manifest_that_the_log_did_not_sign_is_refused(election: tuple[Folder, Policy]) -> None:
    folder, policy = election
    changed = folder[MANIFEST].replace(b"/index.html", b"/Index.html", 1)
    assert ("note.signature", MANIFEST) in found({**folder, MANIFEST: changed}, policy)
