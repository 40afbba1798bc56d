"""Reasons of void ballots are read as words, those of no known word as they were written."""

from tests.support.simulator import Simulation

from suffrage.site.pages.figure_rows import sheet_rows
from suffrage.site.pages.render import Reader
from suffrage.site.pages.void_words import void_words

FRENCH, ENGLISH = Reader("fr", "Europe/Paris"), Reader("en", "Europe/Paris")


def test_a_reason_that_the_kits_print_is_said_in_the_readers_language() -> None:
    assert void_words(FRENCH, "torn") == "bulletin déchiré"
    assert void_words(ENGLISH, "torn") == "torn paper"


def test_an_unknown_reason_is_read_as_it_was_written() -> None:
    assert void_words(FRENCH, "held-up-to-the-light") == "held up to the light"


def test_the_rows_of_a_sheet_say_it() -> None:
    simulation = Simulation().to_the_count()
    sheet = simulation.sheet("75-001", void={"torn": 1})
    rows = sheet_rows(sheet, simulation.state, "text", "text/unit/75-001", FRENCH)
    said = next(row.label for row in rows if row.field == "void.torn")
    assert said.endswith("bulletin déchiré")
