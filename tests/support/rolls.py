"""Rolls for the office's tests: a convened election without a roll, a file of members, an import.

>>> sim = without_roll()
>>> officer = office.person("roll@example.org", office.election(sim), "roll")
>>> import_members(officer, members_csv(sim.definition))
"""

import html
import re
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.office import Office, Official
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.convene import convene
from suffrage.board.signature import key_of
from suffrage.model.definition import Definition

__all__ = [
    "HEADER",
    "freeze_by",
    "frozen_office",
    "import_members",
    "member_row",
    "members_csv",
    "suggested",
    "upload",
    "without_roll",
]

HEADER = "Numéro;Section;Prénom;Nom;Courriel;Adhésion;Cotisation"


def without_roll(definition: Definition | None = None) -> Simulation:
    """A board that is convened, its officers appointed, with no roll yet."""
    sim = Simulation(definition)
    sim.act(convene, "convener", sim.definition)
    tree = sim.definition.tree
    officers = [f"federation@{unit.id}" for unit in tree.federations]
    sim.act(appoint_officers, "commission@chair", {r: key_of(seed_of(r)) for r in officers})
    return sim


def member_row(number: int, unit: str, /, **changed: str) -> str:
    """One row of a file."""
    cells = {
        "number": f"{number:05}",
        "unit": unit,
        "given": f"Zoé{number}",
        "family": f"Petit{number}",
        "email": f"zoe{number}@example.org",
        "joined": "2015-03-01",
        "paid": "2022-10-01",
        **changed,
    }
    return ";".join(cells.values())


def members_csv(definition: Definition, more: Iterable[str] = ()) -> bytes:
    """As many members as each section has registered, entitled all; then further rows."""
    rows, number = [HEADER], 0
    for unit in definition.tree.sections:
        for _ in range(unit.registered):
            number += 1
            rows.append(member_row(number, unit.id))
    return "\n".join([*rows, *more, ""]).encode()


def upload(officer: Official, data: bytes) -> Any:
    """The page of a file's first look."""
    path = f"/desk/{officer.election.slug}/roll/import/upload"
    return officer.post(path, {"file": SimpleUploadedFile("members.csv", data)})


def import_members(officer: Official, data: bytes) -> Any:
    """A file taken as its columns are suggested."""
    page = upload(officer, data)
    path = page.wsgi_request.path
    officer.post(f"{path}/check", suggested(page))
    return officer.post(f"{path}/take")


def suggested(page: Any) -> dict[str, str]:
    """The columns that a first look's form has chosen."""
    text = page.content.decode()
    selects = re.findall(r'<select name="([^"]+)".*?</select>', text, re.DOTALL)
    bodies = re.findall(r'<select name="[^"]+"(.*?)</select>', text, re.DOTALL)
    chosen = (re.search(r"<option selected>([^<]*)<", body) for body in bodies)
    return {
        name: html.unescape(found[1]) if found else ""
        for name, found in zip(selects, chosen, strict=True)
    }


def freeze_by(office: Office, slug: str, election: Any) -> Official:
    """The roll frozen by the chair."""
    chair = office.person("chair@example.org", election, "commission@chair")
    chair.sign(chair.post(f"/desk/{slug}/roll/freeze"))
    return chair


def frozen_office(office: Office) -> tuple[Simulation, Official, Official]:
    """A roll imported and frozen here, rules fixed: the board, the roll officer and the chair."""
    sim = without_roll()
    officer = office.person("roll@example.org", office.election(sim), "roll")
    import_members(officer, members_csv(sim.definition))
    chair = freeze_by(office, officer.election.slug, officer.election)
    sim.wait().fix_rules()
    return sim, officer, chair
