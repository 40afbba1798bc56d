"""Whatever the values of a definition, what is written of it is read as the same."""

import unicodedata
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.support.definitions import plain_six_sections

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import from_plain
from suffrage.model.definition_to_toml import definition_to_toml, units_to_csv
from suffrage.model.definition_toml import from_toml

TEXTS = (
    st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=30)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: text and text.isprintable())
)
SHARES = st.fractions(Fraction(0), Fraction(99, 100), max_denominator=10**6)


@st.composite
def plains(draw: st.DrawFn) -> dict[str, Any]:
    plain = plain_six_sections()
    plain["title"] = {"fr": draw(TEXTS), "en": draw(TEXTS)}
    for unit in plain["units"]:
        unit["name"] = draw(TEXTS).strip()
    for option in plain["contests"][0]["options"]:
        option["label"] = draw(TEXTS)
        option["text"] = {"title": draw(TEXTS)}
        option["supporters"] = [{"name": draw(TEXTS), "on": "2023-01-02"}]
    plain["bodies"][0]["rule"]["threshold"] = canonical.plain_fraction(draw(SHARES))
    plain["grounds"][0]["text"] = {"fr": draw(TEXTS)}
    month, hour = draw(st.integers(1, 12)), draw(st.integers(0, 22))
    first = plain["contests"][0]
    first["opens"] = f"2022-{month:02}-30T{hour:02}:30:00Z".replace("02-30", "02-27")
    first["closes"] = f"2022-{month:02}-30T{hour + 1:02}:30:00Z".replace("02-30", "02-27")
    plain["time_zone"] = draw(st.sampled_from(["Europe/Paris", "UTC", "America/New_York"]))
    return plain


@given(plains())
def test_written_and_read_it_is_the_same(plain: dict[str, Any]) -> None:
    definition = from_plain(plain)
    try:
        canonical.encode(definition)
        check_definition(definition)
    except Malformed:
        return
    units = units_to_csv(definition)
    toml = definition_to_toml(definition)
    assert from_toml(toml, "definition.toml", lambda _name: units).digest == definition.digest
