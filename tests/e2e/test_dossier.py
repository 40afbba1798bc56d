"""The dossier as a lawyer asks for it: one command, two languages, and an expert's check."""

import json
import subprocess
from importlib.metadata import distributions
from pathlib import Path

import pytest
from tests.support.commands import done, refused, run, write_folder
from tests.support.disputed import REASON, SEEN, disputed_round
from tests.support.folders import flipped, policy_of
from tests.support.pango import need_pango

from suffrage.verify import write_policy

SENTENCES = {
    "en": (
        "Election dossier",
        "The first 2 options go on.",
        "A decision needs 3 votes cast, and more for than against",
        "6 sections and 432 members on the roll",
        "to2: walked out; not signed by the member.",
        "Votes cast: 3; quorum: 3.",
        REASON,
        "A box was moved at 19:40.",
        SEEN,
        "65 / 1 = 65.00",
        "No independent audit has been made",
        "A person reviewed the pages on 20 November 2026",
        "It does not say that the processing is lawful.",
        "that period ends on 27 January 2023",
        "The numbers of days were declared by the organisation.",
    ),
    "fr": (
        "Dossier de l’élection",
        "Les 2 premières options sont qualifiées.",
        "Une délibération demande 3 suffrages de membres",
        "6 sections et 432 inscrits",
        "to2 : a quitté la séance ; non signé par le membre.",
        "Suffrages des membres : 3 ; quorum : 3.",
        REASON,
        "A box was moved at 19:40.",
        SEEN,
        "65 / 1 = 65,00",
        "Aucun audit indépendant n’a été fait",
        "Une personne a revu les pages le 20 novembre 2026",
        "Il ne dit pas que le traitement est licite.",
        "ce délai finit le 27 janvier 2023",
        "Les nombres de jours ont été déclarés par l’organisation.",
    ),
}


Words = list[str | Path | int]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A public folder, its policy, and declared days of retention."""
    need_pango()
    place, simulation = tmp_path_factory.mktemp("dossier"), disputed_round()
    write_folder(place / "public", simulation.files())
    (place / "policy.toml").write_bytes(write_policy(policy_of(simulation)))
    (place / "retention.toml").write_text("challenge = 15\nphotos = 30\n")
    return place


def text_of(document: Path) -> str:
    """The words of a PDF, each line break and narrow space a space."""
    told = subprocess.run(
        ["pdftotext", "-layout", str(document), "-"], capture_output=True, check=True, text=True
    ).stdout
    return " ".join(told.split())


def check_sums(folder: Path) -> None:
    done_ = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done_.returncode == 0, done_.stdout
    listed = (folder / "SHA256SUMS").read_text().count("\n")
    assert listed + 1 == sum(path.is_file() for path in folder.rglob("*"))


@pytest.fixture(scope="module", params=SENTENCES)
def dossier(request: pytest.FixtureRequest, place: Path) -> tuple[str, Path]:
    out = place / str(request.param)
    options: Words = ["--retention", place / "retention.toml", "--reviewed", "2026-11-20"]
    policy: Words = ["--policy", place / "policy.toml", "--lang", str(request.param)]
    said = done("dossier", place / "public", out, *policy, *options)
    assert "Dossier written" in said
    return str(request.param), out


def test_the_document_says_what_a_lawyer_asks_for(dossier: tuple[str, Path]) -> None:
    language, folder = dossier
    told = text_of(folder / "dossier.pdf")
    assert [one for one in SENTENCES[language] if one not in told] == []


def test_the_document_is_tagged(dossier: tuple[str, Path]) -> None:
    document = str(dossier[1] / "dossier.pdf")
    info = subprocess.run(["pdfinfo", document], capture_output=True, check=True, text=True).stdout
    assert "Tagged:          yes" in info


def test_the_files_are_those_that_it_lists(dossier: tuple[str, Path]) -> None:
    language, folder = dossier
    check_sums(folder)
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {
        "definition.json",
        "units.csv",
        "officers.csv",
        "policy.toml",
        "verification.json",
        f"minutes/text-minutes.{language}.pdf",
    } <= names
    assert json.loads((folder / "verification.json").read_bytes())["ok"] is True


def test_the_bill_of_materials_lists_exactly_what_is_installed(dossier: tuple[str, Path]) -> None:
    found = json.loads((dossier[1] / "sbom.cdx.json").read_bytes())["components"]
    installed = {(one.metadata["Name"], one.version) for one in distributions()}
    python = {(one["name"], one["version"]) for one in found if ":pypi/" in one["purl"]}
    assert python == {one for one in installed if one[0] != "suffrage"}
    assert {one["purl"].partition("/")[0] for one in found} == {"pkg:pypi", "pkg:cargo", "pkg:npm"}


@pytest.fixture(scope="module")
def judged(place: Path) -> Path:
    out = place / "d-3"
    options: Words = ["--policy", place / "policy.toml", "--lang", "en", "--dispute", "d-3"]
    done("dossier", place / "public", out, *options)
    return out


def test_a_judge_reads_the_whole_history_of_the_unit(judged: Path) -> None:
    check_sums(judged)
    told = text_of(judged / "dispute.pdf")
    for one in (
        "Dossier of dispute d-3",
        SEEN,
        REASON,
        "A box was moved at 19:40.",
        "Text 2 signed with a reservation signed with a reservation",
        "Valid votes 165 198 165",
        "How to check this without trusting anybody",
        "000010-sheet.received",
    ):
        assert one in told
    assert REASON.encode() in {path.read_bytes() for path in judged.glob("payloads/*.txt")}


def test_every_proof_of_the_judge_holds_and_one_flipped_byte_does_not(
    judged: Path, place: Path, tmp_path: Path
) -> None:
    command: Words = ["verify", place / "public", "--policy", judged / "policy.toml", "--no-cache"]
    proofs = sorted(judged.glob("proofs/*.tlog-proof"))
    receipts: Words = [part for proof in proofs for part in ("--receipt", proof)]
    assert done(*command, *receipts).count("of the board.") == len(proofs) == 11
    false = tmp_path / "false.tlog-proof"
    data = proofs[5].read_bytes()
    false.write_bytes(flipped(data, 8 * data.index(b"extra ") + 80))
    result = run(*command, "--receipt", false)
    assert result.exit_code == 1


def test_nothing_is_written_of_a_folder_that_does_not_hold(place: Path, tmp_path: Path) -> None:
    files = {
        path.relative_to(place / "public").as_posix(): path.read_bytes()
        for path in (place / "public").rglob("*")
        if path.is_file()
    }
    sheet = next(path for path in sorted(files) if path.startswith("blob/"))
    bad = write_folder(tmp_path / "bad", files | {sheet: flipped(files[sheet], 9)})
    result = run("dossier", bad, tmp_path / "out", "--policy", place / "policy.toml")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_asked_is_refused_with_what_to_do(place: Path, tmp_path: Path) -> None:
    command: Words = [
        "dossier",
        place / "public",
        tmp_path / "out",
        "--policy",
        place / "policy.toml",
    ]
    assert "There is no dispute d-4" in refused(*command, "--dispute", "d-4")
    assert "--lang fr or --lang en" in refused(*command, "--lang", "de")
    assert refused(*command, "--reviewed", "yesterday")
    (tmp_path / "bad.toml").write_text("photos = ")
    assert "no TOML" in refused(*command, "--retention", tmp_path / "bad.toml")
    (tmp_path / "bad.toml").write_text("fotos = 3")
    assert refused(*command, "--retention", tmp_path / "bad.toml")
    assert not (tmp_path / "out").exists()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").touch()
    assert "not an empty folder" in refused(*command)
