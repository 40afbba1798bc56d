"""A rehearsal: a whole evening that nobody can take for an election."""

import re
from dataclasses import replace

import msgspec
import pytest
from tests.support.congress import FOLDER
from tests.support.definitions import plain_six_sections, six_sections
from tests.support.election_answers import draft_of
from tests.support.folders import check, policy_of
from tests.support.made_sites import with_site
from tests.support.online_election import online_definition
from tests.support.rehearsed import OPENS, Rehearsed, cast_of
from tests.support.simulator import Simulation

from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.perform import LiveBoard
from suffrage.board.signature import check_signature, record_message
from suffrage.conduct.step import step as conduct_step
from suffrage.count.unit_state import Approved
from suffrage.errors import Inconsistent, NotVerified, Refused
from suffrage.model.definition import Definition, from_plain
from suffrage.model.definition_toml import from_toml
from suffrage.office.elections.rehearsal.figures import made_sheet
from suffrage.office.elections.rehearsal.play import perform_step, play_rehearsal
from suffrage.office.elections.rehearsal.rehearsed import rehearsal_of
from suffrage.office.elections.rehearsal.report import Silent, rehearsal_report
from suffrage.office.elections.rehearsal.troubles import Troubles
from suffrage.paper.checks import check_sheet

pytestmark = pytest.mark.long

WORDS = ("REHEARSAL – not an election", "RÉPÉTITION – ceci n'est pas une élection")


def rehearsed(definition: Definition | None = None) -> Definition:
    definition = definition or six_sections()
    return rehearsal_of(definition, cast_of(definition), OPENS)


def test_its_origin_its_title_and_its_keys_are_others() -> None:
    real = six_sections()
    play = rehearsed()
    assert play.origin == "vote.example.org/e/rehearsal-congress"
    assert play.title == {"en": f"{WORDS[0]} – Congress", "fr": f"{WORDS[1]} – Congrès"}
    assert not set(play.keys.values()) & set(real.keys.values())
    assert not set(play.witnesses.keys.values()) & set(real.witnesses.keys.values())
    assert set(play.keys) == set(real.keys)


def test_its_rules_are_those_of_the_election() -> None:
    real, play = six_sections(), rehearsed()
    same = ("units", "bodies", "commission", "grounds", "minimum", "host", "time_zone")
    assert {name: getattr(play, name) for name in same} == {
        name: getattr(real, name) for name in same
    }
    assert [one.rule for one in play.contests] == [one.rule for one in real.contests]


def test_its_hours_move_together() -> None:
    first, second = rehearsed().contests
    assert (first.opens, first.closes) == (OPENS, "2022-12-01T23:00:00Z")
    assert second.opens == "2022-12-08T18:00:00Z"


def test_a_language_without_words_gets_english() -> None:
    play = rehearsed(from_plain(plain_six_sections() | {"title": {"de": "Kongress"}}))
    assert play.title == {"de": f"{WORDS[0]} – Kongress"}


def test_long_names_that_begin_alike_stay_two_names() -> None:
    slugs = [
        rehearsed(from_plain(plain_six_sections() | {"slug": "a" * 31 + end})).slug for end in "bc"
    ]
    assert len(set(slugs)) == 2
    assert all(len(slug) <= 32 and slug.startswith("rehearsal-aaaa") for slug in slugs)


def test_the_second_rehearsal_has_another_origin() -> None:
    real = six_sections()
    again = rehearsal_of(real, cast_of(real), OPENS, number=2)
    assert again.slug == "rehearsal-congress-2"
    assert again.origin != rehearsed().origin


def test_an_election_without_a_title_still_says_what_its_rehearsal_is() -> None:
    play = rehearsed(from_plain(plain_six_sections() | {"title": {}}))
    assert play.title["fr"].startswith(WORDS[1])


def test_boxes_and_pools_are_left_out_and_everybody_votes_on_paper() -> None:
    play = rehearsed(online_definition())
    assert (play.boxes, {unit.channel for unit in play.units}) == ((), {"paper"})
    assert set(Rehearsed(online_definition()).play().state.certified) == {"text", "first-secretary"}


def test_a_rehearsal_is_not_rehearsed() -> None:
    with pytest.raises(Refused) as caught:
        rehearsed(rehearsed())
    assert caught.value.code == "rehearsal.again"


def test_made_up_figures_never_reach_the_board_of_an_election() -> None:
    real = six_sections()
    with pytest.raises(Refused) as caught:
        next(play_rehearsal(real, "seed", cast_of(real), Simulation().board.state))
    assert caught.value.code == "rehearsal.not-one"


def test_the_evening_has_its_troubles_and_ends_with_every_certificate() -> None:
    play = Rehearsed(six_sections()).play()
    codes = [step.code for step in play.steps]
    assert codes.count("rehearsal.reserves") == 2
    assert codes.count("rehearsal.sends-late") == 1
    assert play.refusals == ["sheet.entries-differ"]
    assert [one.status for one in play.state.disputes.values()] == ["rejected"]
    assert set(play.state.certified) == {"text", "first-secretary"}
    assert set(play.state.seated) == {"council"}
    assert all(isinstance(unit, Approved) for unit in play.state.units.values())


def test_the_late_section_is_the_last_to_send() -> None:
    play = Rehearsed(six_sections()).play()
    sent = [one for one in play.steps if one.code.startswith("rehearsal.sends")]
    first = [one.code for one in sent[: 1 + [s.code for s in sent].index("rehearsal.sends-late")]]
    assert (first[-1], len(first)) == ("rehearsal.sends-late", 4)


def test_the_congress_of_the_demo_is_rehearsed_with_its_boxes_section() -> None:
    toml = (FOLDER / "definition.toml").read_text()
    whole = from_toml(toml, "d", lambda name: (FOLDER / name).read_bytes())
    wanted = ("01", "02", "99")
    units = tuple(unit for unit in whole.units if unit.id in wanted or unit.parent in wanted[:2])
    few = msgspec.structs.replace(whole, units=units, boxes=())
    few = msgspec.structs.replace(
        few, units=tuple(msgspec.structs.replace(unit, channel="paper") for unit in units)
    )
    play = Rehearsed(few).play()
    assert set(play.state.certified) == {"text", "first-secretary"}


def test_the_same_seed_gives_the_same_evening_and_another_seed_another() -> None:
    once = [dict(r.votes) for r in Rehearsed(six_sections()).play().state.certified.values()]
    again = [dict(r.votes) for r in Rehearsed(six_sections()).play().state.certified.values()]
    other = Rehearsed(six_sections(), "another").play().state.certified.values()
    assert once == again
    assert [dict(result.votes) for result in other] != once


def test_records_come_in_the_order_of_their_hours() -> None:
    times = [step.at for step in Rehearsed(six_sections()).play().steps]
    assert times == sorted(times)


def test_its_board_verifies_on_its_own() -> None:
    play = Rehearsed(six_sections()).play()
    report = check(play.files(), policy_of(play))
    assert (report.failures, report.exit_code) == ((), 0)


def test_the_policy_of_the_election_refuses_the_folder_of_its_rehearsal() -> None:
    play = Rehearsed(six_sections()).play()
    real = Simulation().run_round_1()
    assert check(play.files(), policy_of(real)).exit_code == 1


def test_a_sheet_of_the_rehearsal_is_refused_on_the_board_of_the_election() -> None:
    """Even where, against all advice, one key serves on both: the origin is in the signature."""
    play = Rehearsed(six_sections()).play()
    real = Simulation().to_the_count()
    by = "secretary@13-001"
    sheet = real.sheet("13-001")
    draft = receive_sheet(real.state, by, real.now(), sheet)
    record = draft.record()
    sign = real.sign(by)
    here = replace(record, sig=sign(record_message(real.definition.origin, record)).hex())
    there = replace(record, sig=sign(record_message(play.definition.origin, record)).hex())
    conduct_step(real.state, here, sheet)
    with pytest.raises(NotVerified) as caught:
        conduct_step(real.state, there, sheet)
    assert caught.value.code == "record.signature"


def test_a_key_of_the_rehearsal_signs_for_nobody_in_the_election() -> None:
    play = Rehearsed(six_sections())
    real = Simulation().to_the_count()
    by = "secretary@13-001"
    record = receive_sheet(real.state, by, real.now(), real.sheet("13-001")).record()
    message = record_message(real.definition.origin, record)
    sig = play.cast.sign(by)(message).hex()
    with pytest.raises(NotVerified):
        check_signature(real.state.keys[by], message, sig, role=by)


def test_no_seed_is_shown() -> None:
    cast = cast_of(six_sections())
    assert cast.seeds["convener"].hex() not in repr(cast)
    assert str(cast.seeds["convener"]) not in repr(cast)


def test_every_page_of_a_rehearsal_bears_the_banner() -> None:
    play = Rehearsed(six_sections()).play()
    files = with_site(play, play.state.size)
    pages = [path for path in files if path.startswith("site/") and path.endswith(".html")]
    assert len(pages) > 20
    bare = [path for path in pages if b'class="rehearsal"' not in files[path]]
    assert bare == []


def test_no_page_of_an_election_bears_it() -> None:
    simulation = Simulation().run_round_1()
    files = with_site(simulation, simulation.state.size)
    assert not [path for path, data in files.items() if b'class="rehearsal"' in data]


def test_a_step_that_had_to_be_refused_and_was_not_is_a_fault() -> None:
    play = Rehearsed(six_sections())
    script = play_rehearsal(play.definition, "seed", play.cast, play.board.state)
    wrong = replace(next(script), refused="sheet.entries-differ")
    with pytest.raises(Inconsistent) as caught:
        perform_step(play.board, wrong, play.cast, play.checkpoint)
    assert caught.value.code == "rehearsal.not-refused"


def test_another_refusal_than_the_expected_one_is_passed_on() -> None:
    play = Rehearsed(six_sections()).play()
    late = next(step for step in play.steps if step.code == "rehearsal.opens-polls")
    with pytest.raises(Refused):
        perform_step(LiveBoard(play.store), late, play.cast, play.checkpoint)


@pytest.mark.parametrize("registered", [1, 2, 5, 11, 12, 61, 10_000])
@pytest.mark.parametrize("options", [("a",), ("a", "b"), ("a", "b", "c", "d", "e")])
def test_the_made_figures_are_possible_and_look_made(
    registered: int, options: tuple[str, ...]
) -> None:
    sheet = made_sheet("seed", "text", "13-001", registered, options, "secretary@13-001")
    assert check_sheet(sheet, registered, options).hard == ()
    assert sheet.signatures == sheet.ballots == (registered + 1) // 2
    votes = sorted(sheet.votes.values())
    if votes[0]:
        assert [number // votes[0] for number in votes] == list(range(1, len(options) + 1))
        assert not any(number % votes[0] for number in votes)


@pytest.mark.parametrize(
    ("number", "several", "late", "reserved"),
    [(0, 0, 0, 0), (1, 1, 0, 0), (2, 2, 0, 0), (3, 2, 1, 0), (4, 2, 1, 1), (6, 2, 1, 2)],
)
def test_a_small_election_has_fewer_troubles(
    number: int, several: int, late: int, reserved: int
) -> None:
    sections = six_sections().tree.sections[:number]
    found = Troubles.of(sections, "seed")
    assert len({found.differs, found.disputed} - {""}) == several
    assert (bool(found.late), len(found.reserved)) == (bool(late), reserved)


def test_a_section_without_members_is_excused() -> None:
    definition = six_sections()
    units = (
        *definition.units,
        msgspec.structs.replace(definition.units[2], id="13-9", registered=0),
    )
    play = Rehearsed(msgspec.structs.replace(definition, units=units)).play()
    assert [step.fields["unit"] for step in play.steps if step.code == "rehearsal.excuses"] == [
        "13-9",
        "13-9",
    ]


def test_the_group_of_64_is_rehearsed_with_both_rounds() -> None:
    play = Rehearsed(draft_of("parliamentary-group")).play()
    assert play.refusals == ["sheet.entries-differ"]
    assert play.state.certified["second-round"].outcome.elected


def test_the_report_names_each_section_once_with_its_federation() -> None:
    units = [unit.id for unit in six_sections().tree.sections]
    connected = set(units) - {"13-001"} | {"elsewhere"}
    photos = dict.fromkeys(units, "readable") | {"75-003": "unreadable"}
    del photos["75-001"]
    report = rehearsal_report(six_sections(), connected, photos)  # type: ignore[arg-type]
    assert report.never_connected == (Silent("13-001", "13"),)
    assert report.no_photo == (Silent("75-001", "75"),)
    assert report.unreadable == (Silent("75-003", "75"),)
    assert (report.sections, report.ready) == (6, 3)


def test_every_step_has_its_sentence_in_both_languages() -> None:
    from suffrage.words import LANGUAGES, sentence  # noqa: PLC0415

    for step in Rehearsed(six_sections()).play().steps:
        for language in LANGUAGES:
            said = sentence(step.code, {k: str(v) for k, v in step.fields.items()}, language)
            assert not re.search(r"[{}]", said)
