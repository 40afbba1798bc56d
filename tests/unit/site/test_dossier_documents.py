"""The documents of a dossier: the same in both languages, deaf to markup, and proved."""

import hashlib
import json
import re
from functools import cache
from pathlib import Path

import pytest
from tests.support.disputed import counted_round, disputed_round, source_in, source_of
from tests.support.exported import NASTY, nasty, one_round, troubled
from tests.support.folders import Folder, flipped, policy_of
from tests.support.rarer_sites import RARER

import suffrage.site.dossier as room
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.errors import SuffrageError
from suffrage.site.dossier.document import Asked, dispute_html, dossier_html
from suffrage.site.dossier.made import SUMS, dispute_files, dossier_files
from suffrage.site.dossier.one_dispute import one_dispute
from suffrage.site.dossier.proofs import cited, proof_files
from suffrage.site.dossier.results_told import certificate_entry
from suffrage.site.dossier.sbom import Component, Program, sbom_json
from suffrage.tlog.checkpoint import decode_checkpoint, open_checkpoint
from suffrage.tlog.merkle import leaf_hash, verify_inclusion
from suffrage.tlog.note import parse_note
from suffrage.tlog.proof import decode_proof
from suffrage.words import LANGUAGES, Language

pytestmark = pytest.mark.long

TEMPLATES = Path(room.__file__).parent / "templates"
COUNTS = ("records", "signatures", "sheets", "ballots", "certificates")
ASKED = Asked(Program("0.1.0", "ab" * 32), dict.fromkeys(COUNTS, 1))


@cache
def rare(name: str) -> Folder:
    return RARER[name]()


@pytest.mark.parametrize("name", ["dossier", "dispute", "accessibility", "data-protection"])
def test_both_languages_have_one_form(name: str) -> None:
    """Tags of HTML, and the statements and expressions of the template without their texts."""

    def form(language: str) -> list[str]:
        text = (TEMPLATES / f"{name}.{language}.html").read_text(encoding="utf-8")
        parts = re.findall(r"<[^>]*>|{%.*?%}|{{.*?}}", text)
        bare = (re.sub(r'"[^"]*"|, lang=\S+', '""', part) for part in parts)
        return [part for part in bare if part not in ("<em>", "</em>")]

    assert form("fr") == form("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_texts_write_no_markup(language: Language) -> None:
    simulation = troubled(nasty())
    account = "<script>alert(1)</script> {{ 7 * 7 }}"
    said = {"unit": "75-003", "type_": "box", "account": account}
    simulation.act(report_incident, "secretary@75-003", **said)
    html = dossier_html(source_of(simulation, language), ASKED, {"a<b": "00"})
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in html
    assert NASTY["markup"] not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dossier_without_a_word_from_the_office_is_whole(language: Language) -> None:
    html = dossier_html(source_of(troubled(), language), ASKED, {})
    stands = {"en": "The clock does not run", "fr": "L’horloge ne court pas"}
    assert stands[language] in html
    declared = {"en": "proposals of the software", "fr": "propositions du logiciel"}
    assert declared[language] in html


@pytest.mark.parametrize("name", ["too few", "box annulled", "late", "lots", "plurality"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rare_board_has_its_dossier_and_its_minutes(name: str, language: Language) -> None:
    files = {path: data for path, data in rare(name).items() if not path.startswith("site/")}
    source = source_in(files, language)

    def render(html: str) -> bytes:
        return html.encode()

    made = dossier_files(source, ASKED, {}, render, lambda _: None)
    assert b">None<" not in made["dossier.pdf"]
    for dispute in source.state.disputes:
        told = dispute_files(source, ASKED, {}, render, lambda _: None, dispute)
        assert b">None<" not in told["dispute.pdf"]
        if name == "box annulled":
            assert b"box/abroad-2.bel" in told["dispute.pdf"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rehearsal_is_never_taken_for_an_election(language: Language) -> None:
    played = one_round(slug="rehearsal-congress", rehearsal=True)
    banner = {"en": "This was a rehearsal.", "fr": "Ceci était une répétition."}[language]
    for definition, told in ((played, True), (one_round(), False)):
        source = source_of(counted_round(definition), language)
        assert (banner in dossier_html(source, ASKED, {})) is told
        assert (banner in dispute_html(source, ASKED, one_dispute(source, "d-3"), {})) is told


def test_equal_boards_give_equal_documents() -> None:
    first, second = (source_of(disputed_round()) for _ in range(2))
    assert dossier_html(first, ASKED, {}) == dossier_html(second, ASKED, {})
    views = [one_dispute(one, "d-3") for one in (first, second)]
    assert dispute_html(first, ASKED, views[0], {}) == dispute_html(second, ASKED, views[1], {})


def _checked(data: bytes) -> int:
    """The size of the board that a proof leads to, once every step of it holds."""
    policy, proof = policy_of(disputed_round()), decode_proof(data)
    opened = open_checkpoint(proof.checkpoint, [policy.log, *policy.witness_keys])
    checkpoint = opened.checkpoint
    leaf = leaf_hash(proof.extra)
    verify_inclusion(leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return checkpoint.size


def test_every_record_is_proved_in_the_checkpoint_of_the_certificate() -> None:
    source = source_of(disputed_round())
    view = one_dispute(source, "d-3")
    files = proof_files(source, view.records, view.certificate)
    certified = certificate_entry(source, "text")
    assert certified is not None
    for one in view.records:
        size = _checked(files[one.proof])
        assert (size < source.board.size) is (one.entry.index < certified.index - 1)
        assert decode_proof(files[one.proof]).extra == one.entry.record.encoded


def test_one_flipped_bit_of_a_proof_is_refused() -> None:
    source = source_of(disputed_round())
    (one,) = cited(entry for entry in source.acts("dispute.ruled"))
    data = proof_files(source, [one], certificate_entry(source, "text"))[one.proof]
    assert _checked(data)
    signed = len(data) - len(data.rpartition(b"\n\n")[2])
    for bit in range(0, 8 * signed, 61):
        with pytest.raises(SuffrageError):
            _checked(flipped(data, bit))


def test_payloads_are_those_that_the_records_name() -> None:
    files = dispute_files(
        source_of(disputed_round()), ASKED, {}, lambda _: b"%PDF", lambda _: None, "d-3"
    )
    for name, data in files.items():
        if name.startswith("payloads/0"):
            proof = f"proofs/{Path(name).stem}.tlog-proof"
            payload = json.loads(decode_proof(files[proof]).extra)["payload"]
            assert hashlib.sha256(data).hexdigest() == payload
        elif name.startswith("payloads/"):
            assert hashlib.sha256(data).hexdigest() == Path(name).stem
    lines = files[SUMS].decode().splitlines()
    assert {line.partition("  ")[2] for line in lines} == set(files) - {SUMS}
    assert decode_checkpoint(parse_note(files["checkpoint"]).text).size


def test_a_bill_of_materials_names_each_component_once() -> None:
    components = [
        Component("b", "2", "npm", "MIT"),
        Component("A_b", "1.0", "pypi", sha256="00"),
        Component("@x/y", "1", "npm"),
        Component("b", "2", "npm", "MIT"),
    ]
    value = json.loads(sbom_json(Program("0.1.0", "ab" * 32), components))
    assert value["bomFormat"] == "CycloneDX"
    assert [one["purl"] for one in value["components"]] == [
        "pkg:npm/%40x/y@1",
        "pkg:npm/b@2",
        "pkg:pypi/a-b@1.0",
    ]
    assert value["components"][1]["licenses"] == [{"license": {"name": "MIT"}}]
    assert value["metadata"]["component"]["hashes"][0]["content"] == "ab" * 32
    assert value["dependencies"][0]["dependsOn"] == [one["purl"] for one in value["components"]]
