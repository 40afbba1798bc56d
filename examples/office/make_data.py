"""Make the invented people of the small congress: two federations, ten sections, their members.

``python examples/office/make_data.py`` writes the files of ``data/`` again, byte for byte.
"""

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"
FEDERATIONS = {"62": "Pas-de-Calais", "75": "Paris"}
SECTIONS = {
    "62-01": ("Arras", 21),
    "62-02": ("Béthune", 18),
    "62-03": ("Lens", 24),
    "62-04": ("Liévin", 16),
    "62-05": ("Saint-Omer", 14),
    "75-01": ("Paris 1er", 14),
    "75-05": ("Paris 5e", 22),
    "75-11": ("Paris 11e", 30),
    "75-14": ("Paris 14e", 19),
    "75-20": ("Paris 20e", 26),
}
FIRST = [
    "Agnès",
    "Boris",
    "Camille",
    "Denis",
    "Élodie",
    "Farid",
    "Géraldine",
    "Hugo",
    "Inès",
    "Jean-Marc",
    "Karim",
    "Lucie",
]
LAST = [
    "Abadie",
    "Bertin",
    "Caron",
    "de_La_Tour",
    "Delannoy",
    "Étienne",
    "Ferrand",
    "Guérin",
    "Hamel",
    "d'Ivernois",
    "Jacquet",
    "Kowalski",
    "Lefèvre",
    "Masson",
    "N'Diaye",
    "O'Brien",
    "Perrin",
    "Quéré",
    "Roussel",
    "Şahin",
]


def main() -> None:
    """Write sections, members and contacts."""
    units: list[tuple[str, ...]] = [("code", "parent", "name", "registered")]
    units += [(code, "", name, "") for code, name in FEDERATIONS.items()]
    units += [(code, code[:2], name, str(size)) for code, (name, size) in SECTIONS.items()]
    _write("units.csv", units)
    members: list[tuple[str, ...]] = [
        ("number", "section", "family", "given", "email", "joined_on", "dues_paid_on")
    ]
    members += list(_members())
    _write("members.csv", members)
    contacts: list[tuple[str, ...]] = [("section", "name", "telephone")]
    contacts += [
        (code, f"Secrétaire {name}", f"+33 1 99 00 00 {place:02}")
        for place, (code, (name, _)) in enumerate(SECTIONS.items())
    ]
    _write("contacts.csv", contacts)


def _members() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for code, (_, size) in SECTIONS.items():
        for place in range(size):
            number = 1000 * list(SECTIONS).index(code) + 7 * place + 100
            family = LAST[(place * 7 + len(found)) % len(LAST)].replace("_", " ")
            given = FIRST[(place * 5 + len(code) + len(found)) % len(FIRST)]
            joined = f"20{10 + (place * 3) % 12:02}-{1 + place % 12:02}-{1 + place % 28:02}"
            row = (f"{number:05}", code, family, given, f"m{number:05}@example.org")
            found.append((*row, joined, "2022-09-15"))
    return found


def _write(name: str, rows: list[tuple[str, ...]]) -> None:
    DATA.mkdir(exist_ok=True)
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
