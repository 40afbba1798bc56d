"""``suffrage night pages``: whose pages they are, how they grow, and what stops them."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.support.commands import done, english, refused, run, write_folder
from tests.support.folders import Folder, flipped, policy_of
from tests.support.histories import board_of
from tests.support.simulator import Simulation

from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.adapters import painters
from suffrage.adapters.site_folder import SiteFolder
from suffrage.cli import night_board, night_pages
from suffrage.cli.directory import Directory
from suffrage.cli.night_board import NightBoard
from suffrage.cli.pages_folder import PagesFolder
from suffrage.site.files import SiteFile
from suffrage.site.manifest import MANIFEST
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.assets_files import has_script
from suffrage.site.pages.board import no_projection
from suffrage.site.pages.settings import Settings
from suffrage.verify import HeldFiles, verify_folder, write_policy

pytestmark = pytest.mark.long

PAGE = "site/en/text/index.html"
CHECKPOINT = "log/checkpoint"


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither pictures nor PDF, which take long and need fonts, nor projections."""
    monkeypatch.setattr(painters, "painter", lambda: None)
    monkeypatch.setattr(painters, "printer", lambda: None)
    monkeypatch.setattr(night_board, "_projector", lambda: no_projection)
    with english():
        yield


def begun() -> Simulation:
    simulation = Simulation().to_the_count()
    for unit in ("75-001", "75-002"):
        simulation.receive(unit)
    return simulation


def held(folder: Path) -> Folder:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def own_pages(simulation: Simulation, follow: int = 0) -> Folder:
    """The pages as whoever publishes makes them."""
    settings = Settings(follow=follow, scripted=has_script())
    return {one.path: one.make() for one in all_pages(board_of(simulation), settings)}


def other(one: Folder, two: Folder) -> set[str]:
    return {path for path in one.keys() | two.keys() if one.get(path) != two.get(path)}


def test_the_pages_are_those_of_the_office_and_the_copy_holds(tmp_path: Path) -> None:
    simulation = Simulation().run_round_1()
    public = write_folder(tmp_path / "public", dict(simulation.files()))
    told = done("night", "pages", public, tmp_path / "out")
    assert f"Board of {simulation.state.size} entries" in told
    found = held(tmp_path / "out")
    site = {path: data for path, data in found.items() if path.startswith("site/")}
    assert not other(site, own_pages(simulation))
    copy = {path: data for path, data in found.items() if path not in site}
    assert copy == dict(simulation.files())
    assert not verify_folder(HeldFiles(copy), policy_of(simulation)).failures


def test_a_policy_says_whose_board_it_must_be(tmp_path: Path) -> None:
    simulation, out = begun(), tmp_path / "out"
    public = write_folder(tmp_path / "public", dict(simulation.files()))
    policy = tmp_path / "policy.toml"
    policy.write_bytes(write_policy(policy_of(simulation)))
    assert "Board of" in done("night", "pages", public, out, "--policy", policy)
    policy.write_bytes(write_policy(replace(policy_of(simulation), definition="ab" * 32)))
    assert run("night", "pages", public, tmp_path / "no", "--policy", policy).exit_code == 1
    assert not (tmp_path / "no" / "site").exists()


def test_a_folder_that_does_not_hold_gives_no_page(tmp_path: Path) -> None:
    files = dict(begun().files())
    bundle = next(path for path in files if path.startswith("log/tile/entries"))
    public = write_folder(tmp_path / "public", {**files, bundle: flipped(files[bundle], 400)})
    result = run("night", "pages", public, tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr
    assert held(tmp_path / "out") == {}


@pytest.mark.parametrize("name", ["site/index.html", MANIFEST])
def test_a_site_that_somebody_else_made_is_left_alone(tmp_path: Path, name: str) -> None:
    public = write_folder(tmp_path / "public", dict(begun().files()))
    files = {name: b"mine", "site/photo.jpg": b"mine"}
    out = write_folder(tmp_path / "out", files)
    assert "holds a site that this command did not make" in refused("night", "pages", public, out)
    assert held(out) == files
    assert "did not make" in refused("night", "pages", public, public)


def test_a_signed_site_is_left_alone(tmp_path: Path) -> None:
    public = write_folder(tmp_path / "public", dict(begun().files()))
    files = own_pages(begun()) | {MANIFEST: b"signed"}
    out = write_folder(tmp_path / "out", files)
    assert "did not make" in refused("night", "pages", public, out)
    assert held(out) == files


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = write_folder(tmp_path / "public", dict(begun().files()))
    for name in [one for one in sys.modules if one.startswith("suffrage.site.pages")]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("jinja2", "markupsafe"):
        monkeypatch.setitem(sys.modules, name, None)
    assert "suffrage[night]" in refused("night", "pages", public, tmp_path / "out")


# -- following and interruptions -----------------------------------------------------------------


def waits(*steps: Callable[[], object]) -> Callable[[], bool]:
    """What happens instead of each wait; after the last one the night ends."""
    left = iter(steps)

    def wait() -> bool:
        step = next(left, None)
        if step is not None:
            step()
        return step is not None

    return wait


def follow(public: Path, out: Path, wait: Callable[[], bool]) -> None:
    files = Directory(public)
    night_pages.follow_pages(NightBoard(files), files, PagesFolder(out), wait)


def test_a_folder_that_grows_is_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    simulation, out = begun(), tmp_path / "out"
    public = write_folder(tmp_path / "public", dict(simulation.files()))
    early = simulation.state.size

    def more() -> None:
        simulation.wait().receive("75-003")
        write_folder(public, dict(simulation.files()))

    follow(public, out, waits(lambda: None, more, lambda: None))
    assert len(capsys.readouterr().out.splitlines()) == 2
    found = held(out)
    settings = Settings({"text": frozenset({early})}, 20, has_script())
    expected = {one.path: one.make() for one in all_pages(board_of(simulation), settings)}
    assert not other({p: d for p, d in found.items() if p.startswith("site/")}, expected)
    assert f"site/en/text/at/{early}.html" in found
    assert found[CHECKPOINT] == simulation.files()[CHECKPOINT]


def test_what_fails_is_told_once_and_tried_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    simulation, out = begun(), tmp_path / "out"
    early = dict(simulation.files())
    public = write_folder(tmp_path / "public", early)
    simulation.wait().receive("75-003")
    later = dict(simulation.files())
    pages: list[bytes] = []
    follow(
        public,
        out,
        waits(
            lambda: write_folder(public, {**later, CHECKPOINT: early[CHECKPOINT] + b"x"}),
            lambda: None,
            lambda: pages.append((out / PAGE).read_bytes()),
            lambda: write_folder(public, later),
        ),
    )
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert pages[0] != (out / PAGE).read_bytes()
    assert held(out)[CHECKPOINT] == later[CHECKPOINT]


def test_an_interrupted_run_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulation, out = begun(), tmp_path / "out"
    public = write_folder(tmp_path / "public", dict(simulation.files()))
    whole = SiteFolder._write
    left = iter(range(30))

    def cut(site: SiteFolder, file: SiteFile) -> bool:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return whole(site, file)

    with monkeypatch.context() as patch:
        patch.setattr(SiteFolder, "_write", cut)
        assert run("night", "pages", public, out).exit_code != 0
    assert 20 < sum(path.startswith("site/") for path in held(out)) <= 30
    assert CHECKPOINT not in held(out)
    (out / "site" / "en" / ".index.html.new").write_bytes(b"half")
    done("night", "pages", public, out)
    found = held(out)
    assert not other({p: d for p, d in found.items() if p.startswith("site/")}, own_pages(begun()))
    assert found[CHECKPOINT] == simulation.files()[CHECKPOINT]
    assert "files written: 0." in done("night", "pages", public, out)


def test_ctrl_c_ends_the_following_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> bool:
        raise KeyboardInterrupt

    public = write_folder(tmp_path / "public", dict(begun().files()))
    monkeypatch.setattr(night_pages, "_wait", interrupted)
    result = run("night", "pages", public, tmp_path / "out", "--follow")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (tmp_path / "out" / PAGE).is_file()


def test_a_site_is_whole_at_once(tmp_path: Path) -> None:
    simulation, out = begun(), tmp_path / "out"
    sheet = simulation.sheet("75-001")
    votes = {**sheet.votes, "to1": sheet.votes["to1"] - 1, "to2": sheet.votes["to2"] + 1}
    simulation.act(correct_sheet, "secretary@75-001", simulation.sheet("75-001", votes=votes))
    public = write_folder(tmp_path / "public", dict(simulation.files()))
    done("night", "pages", public, out)
    assert "files written: 0." in done("night", "pages", public, out)
