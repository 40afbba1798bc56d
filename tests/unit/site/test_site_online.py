"""The pages of an election with an online box: its figures, and what an annulment does to them."""

from tests.support.histories import board_of
from tests.support.online_election import OnlineSimulation
from tests.support.pages_made import figures, pages

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.site.pages.notices import notices
from suffrage.site.pages.settings import Settings

UNIT = "en/text/unit/99-001.html"


def decrypted() -> OnlineSimulation:
    simulation = OnlineSimulation().convene().fix_rules().open_run(1)
    simulation.cast(1, 1, 1, 2, 0)
    simulation.end_run(1).open_polls().close_polls()
    return simulation.decrypt_run(1)


def test_a_box_shows_its_total_once_it_is_decrypted() -> None:
    simulation = decrypted()
    found = figures(pages(simulation)[UNIT])
    assert found["text/unit/99-001/ballots"] == 4
    assert found["text/unit/99-001/votes/to1"] == 2


def test_an_old_page_tells_that_a_box_which_it_counted_was_annulled() -> None:
    simulation = decrypted()
    size = simulation.state.size
    filed = {"dispute": "d1", "contest": "text", "unit": "99-001", "ground": "early-ballots"}
    simulation.act(file_dispute, "agent@to1", **filed, account="what was seen")
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    told = notices(board_of(simulation), "text", size, "en")
    assert [one.fields for one in told[1:]] == [{"corrected": 0, "annulled": 1}]
    made = pages(simulation, Settings({"text": frozenset({size})}))
    assert figures(made[f"en/text/at/{size}.html"])["text/votes/to1"] == 2
    assert figures(made["en/text/index.html"])["text/votes/to1"] == 0
