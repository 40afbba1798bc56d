"""A vouch holds exactly for the factors of the key, whichever of them differ and by how much."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.counts import count
from tests.support.online_box import RANGE, OnlineBox, seeded
from tests.support.refusals import refused

from suffrage.belenios.vouch import vartime_check_vouch, vouch_share

BOX = OnlineBox(questions=(RANGE, RANGE))
BOX.cast(0, [[1, 0, 1, 0], [0, 0, 1, 1]])
TALLY = BOX.tally()
SHARE = BOX.share(1, TALLY)
GROUP = BOX.election.group


@settings(max_examples=count(25, 300))
@given(
    st.lists(st.sampled_from((0, 0, 1, -1, 2, GROUP.order - 1)), min_size=8, max_size=8),
    st.text(max_size=8),
)
def test_any_false_factor_is_found(shifts: list[int], seed: str) -> None:
    shifted = replace(SHARE, factors=GROUP.add(SHARE.factors, GROUP.base(shifts)))
    data = vouch_share(BOX.election, BOX.keys[0], TALLY, shifted, seeded(seed))
    if not any(shifts):
        vartime_check_vouch(BOX.election, BOX.setup.trustees, TALLY, shifted, data)
        return
    with refused("bel.vouch", owner=1):
        vartime_check_vouch(BOX.election, BOX.setup.trustees, TALLY, shifted, data)
