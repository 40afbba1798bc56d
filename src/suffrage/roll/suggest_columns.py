"""A first guess at what the columns of a file hold, from their names, in French and English.

A guess is shown to the officer and never used unseen. What two columns could be, such as a second
"nom", is left to the officer.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from suffrage.model.csv_table import Row, read_table
from suffrage.roll.columns import RollColumns, cell
from suffrage.roll.encoding import Encoding, to_utf8
from suffrage.roll.look_alike import likeness

__all__ = ["FirstLook", "first_look", "suggest_columns"]

_SHOWN: Final = 5
_TRIED: Final = 200

# Names as ``likeness`` leaves them: no case, no accents, words parted by one space.
_NUMBER: Final = (
    "numero adherent|numero d adherent|no adherent|n adherent|num adherent|numero|matricule"
    "|id adherent|identifiant|member number|membership number|member no|member id|number|no|n|id"
)
_SECTION: Final = (
    "code section|section code|code unite|unit code|bureau de vote|section|unite|unit|bureau|branch"
)
_FEDERATION: Final = "code federation|federation|fede|fed|code departement|departement|department"
_GIVEN: Final = "prenom|prenoms|prenom usuel|given name|given names|first name|forename|given|first"
_FAMILY: Final = (
    "nom de famille|nom d usage|nom de naissance|nom|family name|last name|surname|family|last"
)
_WHOLE: Final = "nom complet|nom et prenom|nom prenom|prenom nom|full name|name"
_EMAIL: Final = (
    "courriel|adresse electronique|adresse e mail|adresse email|adresse mail|adresse courriel"
    "|email|e mail|mail|mel|email address|e mail address"
)
_ADDRESS: Final = (
    "adresse postale|adresse|adresse 1|adresse1|rue|postal address|address|address line 1|street",
    "complement|complement d adresse|adresse 2|adresse2|address 2|address line 2",
    "adresse 3|adresse3|address 3|address line 3",
    "code postal|cp|postal code|postcode|zip|zip code",
    "ville|commune|localite|town|city",
    "pays|country",
)
_LANGUAGE: Final = "langue|language|lang"
_JOINED: Final = (
    "date d adhesion|date adhesion|adhesion|adherent depuis|adhere le|date d entree|joined on"
    "|joined|join date|member since|date joined"
)
_PRESENTED: Final = (
    "date de presentation|presentation|presente le|presented on|presented|presentation date"
)
_DUES: Final = (
    "date de cotisation|derniere cotisation|cotisation payee le|date de paiement|cotisation"
    "|cotisation le|dues paid on|dues paid|last dues|last payment|paid on"
)


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What the officer sees before the mapping: the columns, the first rows, a suggestion.

    ``rows`` are in the order of ``header`` and hold members' data.
    """

    encoding: Encoding
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    suggestion: RollColumns


def first_look(data: bytes, units: Collection[str]) -> FirstLook:
    """The look at a file's bytes; ``units`` are the codes of the sections.

    Where the file has a federation's column beside the section's, the suggestion joins the two
    only if sections are found so. Raises ``Malformed`` (``csv.*``) when the bytes are no table.
    """
    text, encoding = to_utf8(data)
    table = read_table(text)
    guess = suggest_columns(table.header)
    first = table.rows[:_TRIED]
    ways = (guess.unit, guess.unit[-1:])
    found = max(ways, key=lambda way: sum(_code(row, way) in units for row in first))
    rows = tuple(tuple(row.cells[name] for name in table.header) for row in first[:_SHOWN])
    return FirstLook(encoding, table.header, rows, replace(guess, unit=found))


def _code(row: Row, columns: Sequence[str]) -> str:
    return "-".join(cell(row, column) for column in columns)


def suggest_columns(header: Sequence[str]) -> RollColumns:
    """The likely columns among these names; what is not found is left empty.

    Two columns that read alike to the eye are both passed over.
    """
    alike = [likeness(name) for name in header]
    known = {key: name for key, name in zip(alike, header, strict=True) if alike.count(key) == 1}
    given, family, whole = _one(_GIVEN, known), _one(_FAMILY, known), _one(_WHOLE, known)
    parted = given and family
    name = (given, family) if parted else (whole or family,)
    unit = (_one(_FEDERATION, known), _one(_SECTION, known))
    return RollColumns(
        number=_one(_NUMBER, known),
        unit=tuple(filter(None, unit)) if unit[1] else (),
        name=tuple(filter(None, name)),
        email=_one(_EMAIL, known),
        address=tuple(filter(None, (_one(line, known) for line in _ADDRESS))),
        language=_one(_LANGUAGE, known),
        family=family if parted else "",
        joined_on=_one(_JOINED, known),
        presented_on=_one(_PRESENTED, known),
        dues_paid_on=_one(_DUES, known),
    )


def _one(names: str, known: dict[str, str]) -> str:
    """The column with the first of these names that the file has."""
    return next((known[name] for name in names.split("|") if name in known), "")
