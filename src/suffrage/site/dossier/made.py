"""The files of a dossier by their names: documents, what they cite, and the list of hashes.

>>> files = dossier_files(source, asked, sbom, render)              # doctest: +SKIP
>>> list(files)[-1]                                                 # doctest: +SKIP
'SHA256SUMS'
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from suffrage.model import canonical
from suffrage.site.dossier.document import Asked, dispute_html, dossier_html
from suffrage.site.dossier.officers import officers_csv_rows
from suffrage.site.dossier.one_dispute import one_dispute
from suffrage.site.dossier.proofs import cited, proof_files
from suffrage.site.dossier.results_told import certificate_entry
from suffrage.site.dossier.rules_told import units_csv_rows
from suffrage.site.dossier.source import Source
from suffrage.site.exports.cells import csv_bytes, text_cell
from suffrage.site.exports.minutes_files import Render, minutes_files

__all__ = ["SUMS", "Watch", "dispute_files", "dossier_files"]

SUMS: Final = "SHA256SUMS"
"""The list of hashes, as ``sha256sum --check`` reads it."""

Watch = Callable[[str], None]
"""Told the name of each file before it is made."""


def dossier_files(
    source: Source, asked: Asked, given: Mapping[str, bytes], render: Render, watch: Watch
) -> dict[str, bytes]:
    """The election's dossier; ``given`` are files that the caller has, such as the SBOM."""
    rules = source.state.rules
    files = {
        "definition.json": canonical.encode(rules),
        "units.csv": _table(units_csv_rows(source)),
        "officers.csv": _table(officers_csv_rows(source)),
        **given,
    }
    certified = (certificate_entry(source, one) for one in rules.instances())
    certificates = cited(entry for entry in certified if entry is not None)
    files |= proof_files(source, certificates, None)
    for one in minutes_files(source.board.history, source.board.root, render):
        name = one.path.rpartition("/")[2]
        if name.endswith(f".{source.language}.pdf"):
            watch(name)
            files[f"minutes/{name}"] = one.make()
    watch("dossier.pdf")
    return _listed(files, "dossier.pdf", render(dossier_html(source, asked, _hashes(files))))


def dispute_files(
    source: Source,
    asked: Asked,
    given: Mapping[str, bytes],
    render: Render,
    watch: Watch,
    dispute: str,
) -> dict[str, bytes]:
    """The dossier of one dispute; raises as ``one_dispute``."""
    view = one_dispute(source, dispute)
    files = {
        "definition.json": canonical.encode(source.state.rules),
        "checkpoint": source.note,
        **given,
        **proof_files(source, view.records, view.certificate),
    }
    watch("dispute.pdf")
    return _listed(files, "dispute.pdf", render(dispute_html(source, asked, view, _hashes(files))))


def _table(rows: Iterable[tuple[str, ...]]) -> bytes:
    return csv_bytes([tuple(map(text_cell, row)) for row in rows], ",")


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def _listed(files: dict[str, bytes], name: str, document: bytes) -> dict[str, bytes]:
    """The files with the document, and last the hashes of all."""
    whole = {**files, name: document}
    sums = "".join(f"{digest}  {path}\n" for path, digest in sorted(_hashes(whole).items()))
    return {**whole, SUMS: sums.encode()}
