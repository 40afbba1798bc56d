"""A44: what is built and installed is what was reviewed, as far as the repository can say.

Crates are pinned by hash and version, and no build may choose others; Python libraries by version.
Hashes of wheels and the list of what a release contains belong to the releases.
"""

import re
import tomllib

from tests.support.codes import ROOT

CRATES = tomllib.loads((ROOT / "kernel/Cargo.lock").read_text(encoding="utf-8"))["package"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()[1:]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_crate_is_pinned_by_its_hash() -> None:
    others = [crate for crate in CRATES if "source" in crate]
    assert len(others) > 10
    for crate in others:
        assert crate["source"] == "registry+https://github.com/rust-lang/crates.io-index"
        assert re.fullmatch(r"[0-9a-f]{64}", crate["checksum"]), crate["name"]
    ours = [crate["name"] for crate in CRATES if "source" not in crate]
    assert all((ROOT / "kernel" / "crates" / folder).is_dir() for folder in ("group", "py"))
    assert len(ours) == 2


def test_no_build_of_the_kernel_chooses_other_crates() -> None:
    builds = re.findall(r"(?:cargo|maturin) (?:build|test|clippy|run)[^\n&]*", MAKEFILE)
    assert len(builds) == 3
    assert [line for line in builds if "--locked" not in line] == []


def test_every_library_is_pinned_and_setup_takes_the_pins() -> None:
    pins = {}
    for line in PINS:
        name, version = re.fullmatch(r"([A-Za-z0-9_.-]+)==([0-9][^ ;]*)", line).groups()  # type: ignore[union-attr]
        pins[plain(name)] = version
    assert len(pins) == len(PINS)
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(text for extra in extras for text in extra)]
    names = {plain(re.split(r"[<>=!~\[; ]", text, maxsplit=1)[0]) for text in wanted}
    assert names - set(pins) == set()
    installs = re.findall(r"pip install[^\n]*", MAKEFILE)
    free = [line for line in installs if "--constraint constraints.txt" not in line]
    # The wheel of the kernel comes from this folder; the other call is `make lock` itself.
    assert [("--no-deps" in line, "--upgrade" in line) for line in free] == [
        (True, False),
        (False, True),
    ]
