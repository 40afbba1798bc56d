"""What is installed here: this program's own bytes, and every library beside it.

Python libraries are those of the environment; Rust crates and npm packages are those of the lock
files, where the program runs from its source tree (a wheel does not carry them).
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, distributions, version
from pathlib import Path
from typing import Final

import suffrage
from suffrage.site.dossier.sbom import Component, Program

__all__ = ["installed_components", "installed_program"]

_SELF: Final = "suffrage"
_MADE: Final = "__pycache__"
_LONG: Final = 60


def installed_program() -> Program:
    """The version, and the SHA-256 over "hash, two spaces, path" lines of the package's files."""
    root = Path(suffrage.__file__).parent
    files = sorted(path for path in root.rglob("*") if path.is_file() and _MADE not in path.parts)
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n"
        for path in files
    )
    return Program(version(_SELF), hashlib.sha256("".join(lines).encode()).hexdigest())


def installed_components() -> tuple[Component, ...]:
    """Every library, Python's first."""
    source = Path(suffrage.__file__).parents[2]
    crates, packages = source / "kernel" / "Cargo.lock", source / "web" / "package-lock.json"
    return (
        *_python(),
        *(_crates(crates) if crates.is_file() else ()),
        *(_npm(packages) if packages.is_file() else ()),
    )


def _python() -> Iterator[Component]:
    for one in distributions():
        name = one.metadata["Name"]
        if name != _SELF:
            yield Component(name, one.version, "pypi", _licence(one.metadata))


def _licence(metadata: PackageMetadata) -> str:
    """The declared expression, else the first classifier, else a short free text."""
    for field in ("License-Expression", "Classifier", "License"):
        for said in metadata.get_all(field) or ():
            told = str(said).strip()
            if field == "Classifier":
                told = told.rpartition(":: ")[2] if told.startswith("License ::") else ""
            if told and len(told) <= _LONG and "\n" not in told:
                return told
    return ""


def _crates(path: Path) -> Iterator[Component]:
    """Crates from the registry; those of this tree have no source."""
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["package"]:
        if "source" in one:
            yield Component(one["name"], one["version"], "cargo", sha256=one.get("checksum", ""))


def _npm(path: Path) -> Iterator[Component]:
    """Packages of the lock file; the tree's own workspaces are links or have no version."""
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
    for place, one in packages.items():
        name = place.rpartition("node_modules/")[2]
        if "node_modules/" in place and "version" in one and not one.get("link"):
            yield Component(one.get("name", name), one["version"], "npm", one.get("license", ""))
