"""Turnout and swing against peers: silent on clean elections, and not on a stuffed section."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.stats import betabinom, binomtest
from tests.support.counts import count
from tests.support.two_rounds import Counted, congress_state, two_rounds

from suffrage.night.second_round.estimates.beta_binomial import chances, peers_of
from suffrage.night.second_round.estimates.foretold import Votes, foretold
from suffrage.night.second_round.estimates.outliers import Outliers, outliers
from suffrage.night.second_round.pairs import pairs_of

pytestmark = pytest.mark.long

SECOND = "first-secretary"
NIGHTS = count(40, 400)
Sheets = dict[str, Counted]


def clean(seed: int, kind: str = "beta", units: int = 300) -> tuple[Sheets, Sheets]:
    """Two rounds that nobody touched: federations lean, sections lean within them.

    ``beta``: sections differ as the model has it. ``normal``: on the logarithm of the odds.
    ``few``: federations of eight sections.
    """
    chance = np.random.default_rng(seed)
    federations = 37 if kind == "few" else 15

    def around(mean: Any, spread: float) -> Any:
        if kind == "normal":
            odds = np.log(mean / (1 - mean)) + chance.normal(0, spread / (mean * (1 - mean)))
            return 1 / (1 + np.exp(-odds))
        size = np.clip(mean * (1 - mean) / spread**2 - 1, 1.0, None)
        return chance.beta(mean * size, (1 - mean) * size)

    roll = np.clip(chance.lognormal(3.6, 0.8, units), 8, 600).astype(int)
    where = np.arange(units) % federations
    turnout = around(np.clip(chance.normal(0.55, 0.07, federations), 0.3, 0.8)[where], 0.07)
    lean = around(np.clip(chance.normal(0.5, 0.1, federations), 0.2, 0.8)[where], 0.1)
    ballots = chance.binomial(roll, turnout)
    rest = around(np.full(units, 0.17), 0.06)
    third = chance.binomial(ballots, rest)
    first = chance.binomial(ballots - third, lean)
    again = chance.binomial(roll, np.clip(turnout + 0.03, 0, 0.98))
    gain = chance.normal(0.02, 0.03, federations)[where]
    now = chance.binomial(again, np.clip(around(np.clip(lean + gain, 0.05, 0.95), 0.03), 0, 1))
    before, after = {}, {}
    for i in range(units):
        code = f"{where[i]:02}-{i:04}"
        votes = (int(first[i]), int(ballots[i] - third[i] - first[i]), int(third[i]))
        before[code] = Counted(int(roll[i]), votes)
        after[code] = Counted(int(roll[i]), (int(now[i]), int(again[i] - now[i])))
    return before, after


def found(before: Sheets, after: Sheets, **more: Any) -> Outliers:
    state = two_rounds(before, after)
    return outliers(state, SECOND, pairs_of(state, SECOND, {}), **more)


def stuffed(sheet: Counted) -> Counted:
    """Nearly everybody has voted, and nearly all of them for who was behind."""
    votes = round(0.98 * sheet.registered)
    most = round(0.96 * votes)
    first = most if sheet.votes[0] < sheet.votes[1] else votes - most
    return replace(sheet, votes=(first, votes - first))


def middling(sheets: Mapping[str, Counted]) -> str:
    return next(unit for unit, one in sheets.items() if 90 <= one.registered <= 150)


@pytest.mark.parametrize("kind", ["beta", "normal", "few"])
def test_clean_elections_raise_alarms_as_seldom_as_stated(kind: str) -> None:
    """Where nothing is wrong every hint is false: at most one night in twenty has any."""
    alarms = sum(bool(found(*clean(seed, kind)).hints) for seed in range(NIGHTS))
    assert binomtest(alarms, NIGHTS, 0.05, alternative="greater").pvalue > 0.01


@pytest.mark.parametrize("kind", ["turnout", "swing"])
def test_chances_are_chances(kind: str) -> None:
    """On clean elections one in twenty is below 0.05, or fewer: counts are whole numbers."""
    nights = [found(*clean(seed), rate=1.0).hints for seed in range(8)]
    seen = np.array([hint.chance for night in nights for hint in night if hint.kind == kind])
    for level, least in ((0.2, 0.1), (0.05, 0.015)):
        assert least <= (seen < level).mean() <= level


@pytest.mark.parametrize("seed", range(8))
def test_a_stuffed_section_is_found_both_ways(seed: int) -> None:
    before, after = clean(seed)
    unit = middling(after)
    told = found(before, {**after, unit: stuffed(after[unit])})
    kinds = {hint.kind for hint in told.hints if hint.unit == unit}
    assert kinds == {"turnout", "swing"}
    others = [hint for hint in told.hints if hint.unit != unit]
    assert len(others) <= 1


def test_of_ten_stuffed_sections_most_are_found_and_few_others() -> None:
    before, after = clean(3)
    units = [unit for unit, one in after.items() if 60 <= one.registered <= 120][:30:3]
    bad = {unit: stuffed(after[unit]) for unit in units}
    told = {hint.unit for hint in found(before, {**after, **bad}).hints}
    assert len(told & set(units)) >= 0.8 * len(units)
    assert len(told - set(units)) <= 2


def test_a_hint_shows_its_arithmetic() -> None:
    before, after = clean(1)
    unit = middling(after)
    told = found(before, {**after, unit: stuffed(after[unit])})
    hints = {hint.kind: hint for hint in told.hints if hint.unit == unit}
    sheet, federation = stuffed(after[unit]), unit.partition("-")[0]
    peers = [one for name, one in after.items() if name != unit and name.startswith(federation)]
    turnout = hints["turnout"]
    assert turnout.fields["ballots"] == sum(sheet.votes)
    assert turnout.fields["turnout"] == Fraction(sum(sheet.votes), sheet.registered)
    assert turnout.fields["peers"] == Fraction(
        sum(sum(one.votes) for one in peers), sum(one.registered for one in peers)
    )
    swing = hints["swing"]
    assert swing.fields["option"] == "to1"
    assert swing.fields["now"] == Fraction(sheet.votes[0], sum(sheet.votes))
    assert swing.fields["then"] == Fraction(before[unit].votes[0], sum(before[unit].votes))
    assert (turnout.look, swing.look) == ("hint.look.turnout", "hint.look.swing")
    chances_ = [hint.chance for hint in told.hints]
    assert all(chance is not None and chance < 0.001 for chance in chances_)
    assert chances_ == sorted(chances_, key=lambda chance: chance or 0.0)


def test_the_number_of_tests_and_the_rate_are_stated() -> None:
    before, after = clean(1)
    told = found(before, after, rate=0.2)
    large = sum(one.registered >= 10 for one in after.values())
    both = sum(min(sum(before[unit].votes), sum(after[unit].votes)) >= 10 for unit in after)
    assert told.tests == large + both
    assert told.untested == len(after) - large
    assert told.rate == 0.2


def test_each_of_three_options_that_still_stand_is_tested() -> None:
    before, after = clean(1)
    state = two_rounds(before, after)
    pairs = pairs_of(state, SECOND, {})
    one = outliers(state, SECOND, pairs).tests
    three = outliers(state, SECOND, replace(pairs, after=("to1", "to2", "to3"))).tests
    turnout = outliers(state, SECOND).tests
    assert three - turnout == 3 * (one - turnout)


def test_a_larger_rate_shows_more() -> None:
    before, after = clean(1)
    numbers = [len(found(before, after, rate=rate).hints) for rate in (0.001, 0.5, 1.0)]
    assert numbers == sorted(numbers)
    assert numbers[-1] == found(before, after).tests


def test_a_first_round_is_tested_for_turnout_alone() -> None:
    before, after = clean(2)
    told = outliers(two_rounds(before, after), "text")
    assert told.tests == sum(one.registered >= 10 for one in before.values())


def test_a_section_with_few_peers_is_not_tested() -> None:
    sheets = {f"75-{i:03}": Counted(40, (10, 10, i)) for i in range(5)}
    sheets |= {f"13-{i:03}": Counted(40, (10, 10, i)) for i in range(5)}
    sheets["13-009"] = Counted(9, (3, 0, 0))
    told = outliers(two_rounds(sheets, {}), "text")
    assert (told.tests, told.untested) == (5, 6)


def test_without_figures_nothing_is_tested() -> None:
    none = two_rounds({}, {}, {"75-001": 40})
    assert outliers(none, SECOND, pairs_of(none, SECOND, {})) == Outliers((), 0, 0, 0.05)
    sheets = {"75-001": Counted(9, (1, 1, 1))}
    state = two_rounds(sheets, {})
    assert outliers(state, "text") == Outliers((), 0, 1, 0.05)
    both = two_rounds(sheets, {"75-001": Counted(9, (1, 1))})
    assert outliers(both, SECOND, pairs_of(both, SECOND, {})).tests == 0


def test_a_section_where_everybody_or_nobody_voted_has_a_chance_too() -> None:
    everybody = {f"75-{i:03}": Counted(40, (20, 20, 0)) for i in range(7)}
    nobody = {f"13-{i:03}": Counted(40, (0, 0, 0)) for i in range(7)}
    told = outliers(two_rounds({**everybody, **nobody}, {}), "text", rate=1.0)
    assert len(told.hints) == 14
    assert all(hint.chance is not None and hint.chance > 0.05 for hint in told.hints)


def test_the_tail_is_that_of_the_library() -> None:
    """With a dispersion that is known, Student's distribution is the normal one."""
    sizes, hits = np.array([30.0, 200.0, 12.0]), np.array([29.0, 60.0, 6.0])
    share, dispersion = np.array([0.5, 0.5, 0.5]), np.array([0.02, 0.05, 0.1])
    ours = chances(hits, sizes, share, dispersion, np.full(3, 1e12))
    law = betabinom(sizes, share * (1 / dispersion - 1), (1 - share) * (1 / dispersion - 1))
    tails = np.minimum(law.cdf(hits), law.sf(hits - 1))
    assert ours == pytest.approx(np.minimum(1, 2 * tails), rel=1e-6)


def test_dispersion_is_found_where_it_is() -> None:
    chance = np.random.default_rng(5)
    federation = np.arange(3000) % 30
    sizes = chance.integers(20, 200, 3000).astype(float)
    for spread in (0.005, 0.03, 0.1):
        shares = chance.beta(0.6 * (1 / spread - 1), 0.4 * (1 / spread - 1), 3000)
        peers = peers_of(
            chance.binomial(sizes.astype(int), shares).astype(float), sizes, federation
        )
        assert np.mean(peers.dispersion) == pytest.approx(spread, rel=0.15)
        assert np.mean(peers.share) == pytest.approx(0.6, abs=0.02)


def test_an_earlier_share_of_few_votes_foretells_little() -> None:
    """Drawn to the federation's share, and doubted for what is left; the others moved nowhere."""
    federation, shares = np.zeros(12, int), np.tile((0.4, 0.6), 6)
    valid, now = np.full(12, 400.0), np.full(12, 300.0)
    many = foretold(Votes(shares * valid, valid, shares * now, now, federation))
    valid[0] = 10.0
    few = foretold(Votes(shares * valid, valid, shares * now, now, federation))
    assert 0.4 < many.share[0] < 0.41 < few.share[0] < 0.5
    assert few.dispersion[0] > 0.01 > 4 * many.dispersion[0]


def test_an_outlier_does_not_hide_itself() -> None:
    """What a section is compared with never contains it."""
    hits, sizes = np.full(8, 20.0), np.full(8, 40.0)
    calm = peers_of(hits, sizes, np.zeros(8, int))
    wild = peers_of(np.array([40.0, *hits[1:]]), sizes, np.zeros(8, int))
    assert wild.share[0] == calm.share[0]
    assert wild.dispersion[0] == calm.dispersion[0]
    assert wild.dispersion[1] > calm.dispersion[1]


def test_the_congress_as_it_was_drawn_is_clean() -> None:
    state = congress_state()
    assert outliers(state, "text").hints == ()
    told = outliers(state, SECOND, pairs_of(state, SECOND, {}))
    assert (told.hints, told.tests > 1000) == ((), True)
