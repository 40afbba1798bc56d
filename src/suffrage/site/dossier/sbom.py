"""The software bill of materials: CycloneDX 1.5 in JSON, from what was found installed.

It says which program made a dossier and which libraries it had; it has no time and no serial
number, so that equal installations give equal bytes.
Source: CycloneDX specification 1.5, JSON, section "components".

>>> Component("Rich_Text", "13.9", "pypi").purl
'pkg:pypi/rich-text@13.9'
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

__all__ = ["Component", "Ecosystem", "Program", "sbom_json"]

Ecosystem = Literal["pypi", "cargo", "npm"]
_PLAIN: Final = frozenset("-._~")


@dataclass(frozen=True, slots=True)
class Component:
    """A library by its name and version in an ecosystem.

    ``licence`` is what its makers declare, an expression or a free text, empty if they say
    nothing; ``sha256`` is that of the published archive where a lock file has it.
    """

    name: str
    version: str
    ecosystem: Ecosystem
    licence: str = ""
    sha256: str = ""

    @property
    def purl(self) -> str:
        """The package URL (purl-spec), by which scanners of vulnerabilities know it."""
        name = self.name.lower().replace("_", "-") if self.ecosystem == "pypi" else self.name
        return f"pkg:{self.ecosystem}/{_quoted(name, '/')}@{_quoted(self.version)}"


@dataclass(frozen=True, slots=True)
class Program:
    """This program: its version, and the hash over all of its files (``cli.installed``)."""

    version: str
    sha256: str


def sbom_json(program: Program, components: Iterable[Component]) -> bytes:
    """The document; each component once, sorted by its package URL."""
    found = {one.purl: one for one in components}
    value = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _program(program)},
        "components": [_component(found[purl]) for purl in sorted(found)],
        "dependencies": [{"ref": "suffrage", "dependsOn": sorted(found)}],
    }
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _program(program: Program) -> dict[str, Any]:
    return {
        "type": "application",
        "bom-ref": "suffrage",
        "name": "suffrage",
        "version": program.version,
        "purl": f"pkg:pypi/suffrage@{_quoted(program.version)}",
        "licenses": [{"license": {"id": "Apache-2.0"}}],
        "hashes": [{"alg": "SHA-256", "content": program.sha256}],
    }


def _component(one: Component) -> dict[str, Any]:
    value: dict[str, Any] = {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "version": one.version,
        "purl": one.purl,
    }
    if one.licence:
        value["licenses"] = [{"license": {"name": one.licence}}]
    if one.sha256:
        value["hashes"] = [{"alg": "SHA-256", "content": one.sha256}]
    return value


def _quoted(text: str, kept: str = "") -> str:
    """Percent-encoded as RFC 3986 has it, with some characters kept."""
    plain = _PLAIN | set(kept)
    return "".join(
        chr(byte) if byte < 0x80 and (chr(byte).isalnum() or chr(byte) in plain) else f"%{byte:02X}"  # noqa: PLR2004  (ASCII)
        for byte in text.encode()
    )
