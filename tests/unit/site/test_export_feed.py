"""The feed: one entry a change of substance, well-formed, with ids that stay."""

import re
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from tests.support.exported import NASTY, ROOT, exported, files_of, nasty, one_round, troubled
from tests.support.histories import history_of
from tests.support.online_election import online_definition
from tests.support.pools import PooledSimulation
from tests.support.simulator import Simulation

from suffrage.acts.closing.close_board import close_board
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.board.kinds.closing import ResultRatified
from suffrage.board.kinds.online import BoxAnnulled
from suffrage.board.kinds.words import Claim
from suffrage.board.record import Record
from suffrage.conduct.state import State
from suffrage.night.history import History
from suffrage.site.exports import feed as feed_module
from suffrage.site.exports.changes import changes
from suffrage.site.exports.feed import MOST_ENTRIES, NAMESPACE, feed_xml
from suffrage.site.exports.stamp import stamp_of

ATOM = "{http://www.w3.org/2005/Atom}"
AT = "2023-01-10T09:00:00Z"


def feed(simulation: Simulation, language: str = "en") -> Element:
    return fromstring(exported(simulation).files[f"site/{language}/feed.atom"])


def texts(root: Element, name: str) -> list[str]:
    found = [entry.findtext(f"{ATOM}{name}") or "" for entry in root.iter(f"{ATOM}entry")]
    return [text.replace("\u202f", " ") for text in found]


def test_every_change_has_its_entry_the_newest_first() -> None:
    assert texts(feed(troubled()), "title") == [
        "text: sheet disputed, section 75-003",
        "text: sheet corrected, section 75-002",
        "text: dispute ruled, section 75-002",
        "text: sheet disputed, section 75-002",
        "text: dispute ruled, section 75-001",
        "text: sheet disputed, section 75-001",
        "text: first figures",
        "Round 1: the polls have closed",
    ]


def test_results_and_the_end_of_the_board_are_told() -> None:
    simulation = Simulation(one_round()).run_round_1()
    simulation.decided(close_board)
    found = feed(simulation, "fr")
    assert texts(found, "title")[:3] == [
        "Le tableau est clos",
        "text : résultat certifié",
        "text : résultat annoncé",
    ]
    assert texts(found, "content")[1].splitlines() == [
        "Qualifiés : Text 1, Text 2.",
        "Text 1 : 78 voix, 39,39 %",
        "Text 2 : 66 voix, 33,33 %",
        "Text 3 : 54 voix, 27,27 %",
    ]


def test_a_correction_tells_old_and_new_figures() -> None:
    simulation = Simulation(one_round()).to_the_count().count_all()
    votes = {"to1": 14, "to2": 10, "to3": 9}
    sheet = simulation.sheet("75-002", votes=votes)
    simulation.act(correct_sheet, "secretary@75-002", sheet)
    assert texts(feed(simulation), "content")[0].splitlines() == [
        "Text 1: 13 → 14",
        "Text 2: 11 → 10",
    ]


def test_rulings_tell_their_effect() -> None:
    contents = texts(feed(troubled()), "content")
    assert "Dispute d2: the sheet is to be corrected" in contents
    assert "Dispute d1: the section's votes are annulled" in contents
    assert "Dispute d1, by to1: Early ballots" in contents


def test_a_claim_names_who_made_it_and_gives_no_figure() -> None:
    simulation = Simulation(one_round()).to_the_count().count_all()
    said = Claim(
        contest="text",
        claim="majority",
        said_at="2023-01-12T20:00:00Z",
        said_by=NASTY["markup"],
        camp="to1",
        confirmed="yes",
        tree_size=simulation.state.size,
        option="to1",
    )
    simulation.act(make_claim, "agent@to1", said)
    root = feed(simulation)
    assert texts(root, "title")[0] == f"text: figures claimed by {NASTY['markup']}"
    assert texts(root, "content")[0] == "Majority"


def test_an_annulled_box_and_a_ratified_result_are_told() -> None:
    history, definition = History(), online_definition()
    state = State(origin=definition.origin, definition=definition, convened_at=AT)
    heads = {
        "box.annulled/1": BoxAnnulled("abroad", 1, "leak", 0),
        "result.ratified/1": ResultRatified("text", 9, 5, 4, 0),
    }
    for size, (kind, head) in enumerate(heads.items(), start=1):
        record = Record(kind, head, "commission@chair", AT)
        history.add(record, None, replace(state, size=size))
    found = feed_xml(history.now, stamp_of(history, ROOT), changes(history, 2), "en")
    assert texts(fromstring(found), "title") == [
        "text: result ratified",
        "Box abroad: run 1 annulled",
    ]


def test_ids_are_tags_that_stay_when_the_board_grows() -> None:
    simulation = Simulation(one_round()).to_the_count().count_all()
    before = texts(feed(simulation), "id")
    simulation.announce()
    after = texts(feed(simulation), "id")
    assert after[1:] == before
    assert len(set(after)) == len(after)
    tag = r"tag:vote\.example\.org,2023-01-10:e/congress/[0-9]+/[a-z-]+/en"
    assert all(re.fullmatch(tag, one) for one in after)
    assert not set(after) & set(texts(feed(simulation, "fr"), "id"))


def test_the_feed_has_what_atom_asks_for() -> None:
    board = exported(troubled())
    for language in ("fr", "en"):
        root = fromstring(board.files[f"site/{language}/feed.atom"])
        for part in (root, *root.iter(f"{ATOM}entry")):
            names = [child.tag.removeprefix(ATOM) for child in part]
            assert [names.count(name) for name in ("id", "title", "updated")] == [1, 1, 1]
            instant = part.findtext(f"{ATOM}updated") or ""
            assert re.fullmatch(r"[0-9-]{10}T[0-9:]{8}Z", instant)
            for link in part.findall(f"{ATOM}link"):
                assert not re.match(r"[a-z]+:|/", link.attrib["href"])
        assert root.findtext(f"{ATOM}author/{ATOM}name")
        stamped = root.find(f"{{{NAMESPACE}}}board")
        assert stamped is not None
        assert stamped.attrib["checkpoint"] == board.stamp.checkpoint
        assert (stamped.attrib["size"], stamped.attrib["status"]) == (
            str(board.stamp.size),
            "partial",
        )


def test_an_entry_is_dated_by_its_record() -> None:
    simulation = Simulation(one_round()).to_the_count().count_all()
    simulation.wait(90).announce()
    found = feed(simulation)
    assert texts(found, "updated")[0] == "2023-01-12T21:01:30Z"
    assert found.findtext(f"{ATOM}updated") == "2023-01-12T21:01:30Z"


def test_names_are_text_and_nothing_else() -> None:
    simulation = Simulation(nasty()).to_the_count().count_all().announce()
    root = feed(simulation)
    assert root.findtext(f"{ATOM}title") == f"{NASTY['markup']}: what changed"
    assert NASTY["formula"] in texts(root, "content")[0]
    assert not list(root.iter("script"))


def test_characters_that_xml_has_no_place_for_become_spaces(monkeypatch: Any) -> None:
    def title(_state: object, _language: str) -> str:
        return "a\x00b\x0bc\ufffed\u202ee"

    monkeypatch.setattr(feed_module, "election_title", title)
    assert feed(troubled()).findtext(f"{ATOM}title") == "a b c d e: what changed"


def test_only_the_newest_entries_are_kept(monkeypatch: Any) -> None:
    monkeypatch.setattr(feed_module, "MOST_ENTRIES", 3)
    assert len(texts(feed(troubled()), "id")) == 3
    assert MOST_ENTRIES == 200


def test_no_figures_are_first_while_none_may_appear() -> None:
    publication = {"not_before": "2023-01-12T21:00:00Z", "coverage": "1/2"}
    simulation = Simulation(one_round(publication=publication)).to_the_count()
    simulation.receive("75-001")
    assert [one.code for one in changes(history_of(simulation), simulation.state.size)] == [
        "feed.polls-closed"
    ]
    for unit in ("75-002", "75-003", "13-001"):
        simulation.receive(unit)
    first = changes(history_of(simulation), simulation.state.size)[-1]
    # 81 + 82 + 83 of 432 members are more than half.
    assert (first.code, getattr(first.entry.record.head, "unit", "")) == (
        "feed.first-figures",
        "75-003",
    )


def test_a_sealed_sheet_that_is_corrected_tells_no_figure() -> None:
    simulation = PooledSimulation().to_the_count()
    simulation.count_public().count_hidden()
    simulation.seal("75-004", votes={"to1": 3, "to2": 3, "to3": 3})
    for text in texts(feed(simulation), "content"):
        assert "→" not in text


def test_an_older_size_tells_what_was_known_then() -> None:
    simulation = Simulation(one_round()).to_the_count().count_all()
    history, size = history_of(simulation), simulation.state.size
    then = files_of(history)
    simulation.announce().certify()
    later = history_of(simulation)
    assert files_of(later, size) == then
