"""Declared rules: what a definition may hold, and that equal rules have equal bytes."""

import tomllib
from fractions import Fraction

import pytest

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.rule import (
    SHARES,
    ContestRule,
    DHondt,
    Droop,
    Hare,
    Majority,
    Plurality,
    SainteLague,
    SeatRule,
    Top,
    check_rule,
    parse_share,
)

RULES: list[ContestRule | SeatRule] = [
    Plurality(tie=("older",)),
    Majority(of="registered", quota=Fraction(2, 3), quota_exact=True),
    Majority(blank_counts=True, minimum_registered=Fraction(1, 4), tie=("older", "lot")),
    Top(places=3, of="voters"),
    DHondt(threshold=Fraction(1, 20), tie=("lot",)),
    SainteLague(threshold_level="federation"),
    Hare(threshold=Fraction(1, 10), threshold_exact=False),
    Droop(),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_survives_its_canonical_bytes(rule: ContestRule | SeatRule) -> None:
    data = canonical.encode(rule)
    kind: type = type(rule)
    assert canonical.decode(data, kind) == rule
    assert f'"name":"{rule.name}"'.encode() in data


def test_the_rules_of_the_design_are_read() -> None:
    top = tomllib.loads('rule = { name = "top", places = 2, of = "valid", tie = ["older", "lot"] }')
    majority = tomllib.loads('rule = { name = "majority", of = "valid", tie = ["older"] }')
    dhondt = tomllib.loads(
        'rule = { name = "dhondt", threshold = "5%", threshold_level = "nation", tie = ["lot"] }'
    )["rule"]
    shares = {key: str(parse_share(dhondt[key])) for key in SHARES & dhondt.keys()}
    read: list[ContestRule] = [
        canonical.convert(table["rule"], ContestRule)  # type: ignore[arg-type]
        for table in (top, majority)
    ]
    assert read == [Top(places=2, tie=("older", "lot")), Majority(tie=("older",))]
    seats: SeatRule = canonical.convert(dhondt | shares, SeatRule)  # type: ignore[arg-type]
    assert seats == DHondt(threshold=Fraction(1, 20), tie=("lot",))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'{"name":"majority","quota":"1/2"}', Majority),
        (b'{"minimum_registered":"0/1","name":"majority"}', Majority),
        (b'{"name":"dhondt","threshold":"0/1"}', DHondt),
        (b'{"name":"dhondt","threshold_level":"nation"}', DHondt),
    ],
)
def test_a_default_that_is_written_out_is_refused(data: bytes, kind: type) -> None:
    with pytest.raises(Malformed, match=r"canonical\.form"):
        canonical.decode(data, kind)


def test_a_rule_of_the_other_kind_or_with_an_unknown_field_is_refused() -> None:
    for data in (b'{"name":"dhondt"}', b'{"bonus":3,"name":"plurality"}'):
        with pytest.raises(Malformed, match=r"canonical\.shape"):
            canonical.decode(data, ContestRule)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("5%", Fraction(1, 20)),
        ("2.5%", Fraction(1, 40)),
        ("0.001%", Fraction(1, 100_000)),
        ("1/20", Fraction(1, 20)),
        ("2/40", Fraction(1, 20)),
        ("0%", Fraction(0)),
        ("100%", Fraction(1)),
    ],
)
def test_shares_are_exact(text: str, share: Fraction) -> None:
    assert parse_share(text) == share


@pytest.mark.parametrize(
    "text",
    ["", "5", "0.05", "5 %", "2,5%", ".5%", "5.%", "-5%", "101%", "3/2", "1/0", "\u0661%", "5%\n"],
)
def test_other_texts_are_no_shares(text: str) -> None:
    with pytest.raises(Malformed, match=r"rule\.share"):
        parse_share(text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_sensible_rules_pass(rule: ContestRule | SeatRule) -> None:
    assert check_rule(rule) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    ("rule", "code", "at"),
    [
        (Plurality(tie=("lot", "lot")), "rule.tie-twice", "tie"),
        (Majority(of="voters", blank_counts=True), "rule.blank-counts", "blank_counts"),
        (Majority(quota=Fraction(1)), "rule.quota", "quota"),
        (Majority(quota=Fraction(3, 2), quota_exact=True), "rule.quota", "quota"),
        (Majority(quota=Fraction(0), quota_exact=True), "rule.quota", "quota"),
        (Majority(minimum_registered=Fraction(5, 4)), "rule.minimum", "minimum_registered"),
        (Majority(minimum_registered=Fraction(-1, 4)), "rule.minimum", "minimum_registered"),
        (Top(places=0), "rule.places", "places"),
        (DHondt(threshold=Fraction(1)), "rule.threshold", "threshold"),
        (Hare(threshold=Fraction(-1, 9)), "rule.threshold", "threshold"),
    ],
)
def test_contradictions_name_their_place(rule: ContestRule | SeatRule, code: str, at: str) -> None:
    with pytest.raises(Malformed) as no:
        check_rule(rule, "contests[1].rule")
    assert (no.value.code, no.value.at) == (code, f"contests[1].rule.{at}")
    with pytest.raises(Malformed) as bare:
        check_rule(rule)
    assert bare.value.at == at


def test_unanimity_can_be_asked_for_where_reaching_it_is_enough() -> None:
    assert check_rule(Majority(quota=Fraction(1), quota_exact=True)) is None  # type: ignore[func-returns-value]
