"""Online boxes before the first ballot: keys, credentials, the setup."""

from typing import Any

import msgspec
import pytest
from tests.support import online_election
from tests.support.online_election import BOX, VOTERS, online_definition
from tests.support.online_steps import (
    CHAIR,
    UNIT,
    fixed,
    opened,
    record,
    run,
)
from tests.support.refusals import refused

from suffrage.acts.online import open_box as open_box_module
from suffrage.acts.online.annul_box import annul_box
from suffrage.acts.online.open_box import open_box
from suffrage.acts.online.replace_box import replace_box
from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.board.kinds.opening import CredentialsCommitted, TrusteeSetUp

# -- keys and credentials -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "head"),
    [
        ("box.unknown", CredentialsCommitted("nothing", 1, VOTERS, "ab" * 32, "cd" * 32)),
        ("box.not-live", CredentialsCommitted(BOX, 2, VOTERS, "ab" * 32, "cd" * 32)),
        ("credentials.count", CredentialsCommitted(BOX, 1, VOTERS + 1, "ab" * 32, "cd" * 32)),
    ],
)
def test_credentials_are_refused(code: str, head: Any) -> None:
    with refused(code):
        record(fixed(), "registrar", "credentials.committed/1", head)


def test_only_the_registrar_commits_credentials() -> None:
    head = CredentialsCommitted(BOX, 1, VOTERS, "ab" * 32, "cd" * 32)
    with refused("role.not-allowed"):
        record(fixed(), CHAIR, "credentials.committed/1", head)


def test_the_last_list_before_the_setup_counts_and_none_after_it() -> None:
    simulation = fixed()
    lost = CredentialsCommitted(BOX, 1, VOTERS, "ab" * 32, "cd" * 32)
    record(simulation, "registrar", "credentials.committed/1", lost)
    assert run(simulation).credential_root == "cd" * 32
    simulation.open_run(1)
    assert run(simulation).credentials != lost.list
    with refused("credentials.too-late", box=BOX):
        record(simulation.wait(), "registrar", "credentials.committed/1", lost)


def test_the_roll_rests_from_the_setup_on() -> None:
    simulation = opened()
    with refused("roll.credentials-fixed", unit=UNIT):
        simulation.act(amend_roll, CHAIR, unit=UNIT, added=1, removed=0, ground="joined")
    simulation.act(amend_roll, CHAIR, unit="75-001", added=1, removed=0, ground="joined")


def test_a_member_who_left_the_roll_leaves_the_list_before_the_box_opens() -> None:
    simulation = fixed()
    honest = simulation.act

    def act(draft: Any, by: str, *args: Any, **more: Any) -> Any:
        done = honest(draft, by, *args, **more)
        if by == "registrar":
            honest(amend_roll, CHAIR, unit=UNIT, added=0, removed=1, ground="left")
        return done

    simulation.act = act  # type: ignore[method-assign]
    with refused("credentials.count", count=VOTERS, entitled=VOTERS - 1):
        simulation.open_run(1)


def test_the_roll_of_an_online_section_may_change_before_credentials_and_after_its_evening() -> (
    None
):
    simulation = fixed()
    simulation.act(amend_roll, CHAIR, unit=UNIT, added=1, removed=1, ground="moved")
    simulation.open_run(1).cast(1, 1, 2)
    simulation.end_run(1).open_polls().close_polls()
    simulation.act(amend_roll, CHAIR, unit=UNIT, added=1, removed=0, ground="joined")
    assert simulation.state.roll(2, UNIT) == VOTERS + 1


@pytest.mark.parametrize(
    ("code", "owner", "by"),
    [
        ("trustee.owner", 3, "trustee@to1"),
        ("trustee.again", 1, "trustee@to2"),
        ("trustee.again", 2, "trustee@to1"),
    ],
)
def test_a_trustee_holds_one_share_of_those_declared(code: str, owner: int, by: str) -> None:
    simulation = fixed()
    record(simulation, "trustee@to1", "trustees.setup/1", TrusteeSetUp(BOX, 1, 1, "ab" * 32))
    with refused(code):
        record(simulation, by, "trustees.setup/1", TrusteeSetUp(BOX, 1, owner, "cd" * 32))


def test_a_trustee_s_key_serves_one_run() -> None:
    simulation = opened().annul_run(1)
    key = simulation.trustees[1][0].public.public_key
    with refused("trustee.key-used"):
        record(simulation, "trustee@to1", "trustees.setup/1", TrusteeSetUp(BOX, 2, 1, key))


def test_keys_are_fixed_once_the_box_is_open() -> None:
    with refused("trustee.too-late", box=BOX):
        record(opened(), "trustee@to1", "trustees.setup/1", TrusteeSetUp(BOX, 1, 1, "ab" * 32))


# -- opening --------------------------------------------------------------------------------------


def test_a_box_opens_with_the_committed_credentials_and_the_recorded_keys() -> None:
    simulation = opened()
    assert run(simulation).phase == "open"
    assert [o.id for o in simulation.state.options["text"]] == ["to1", "to2", "to3"]


@pytest.mark.parametrize("stolen", ["credentials", "keys"])
def test_a_box_does_not_open_with_other_credentials_or_keys(
    stolen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulation = fixed()
    honest = simulation.act

    def act(draft: Any, by: str, *args: Any, **more: Any) -> Any:
        if stolen == "credentials" and by == "registrar":
            head: Any = CredentialsCommitted(BOX, 1, VOTERS, "ab" * 32, "cd" * 32)
            return record(simulation, by, "credentials.committed/1", head)
        if stolen == "keys" and by == "trustee@to2":
            return record(simulation, by, "trustees.setup/1", TrusteeSetUp(BOX, 1, 2, "ab" * 32))
        return honest(draft, by, *args, **more)

    monkeypatch.setattr(simulation, "act", act)
    with refused("credentials.differ" if stolen == "credentials" else "trustee.keys-differ"):
        simulation.open_run(1)


def test_a_box_of_another_uuid_than_announced_does_not_open() -> None:
    simulation = opened().annul_run(1)
    uuid = run(simulation, 2).uuid
    simulation.decided(annul_box, BOX, 2, ground="leak")
    with refused("box.uuid-used"):
        hours: dict[str, Any] = {"opens": "2023-01-12T08:00:00Z", "closes": "2023-01-12T16:00:00Z"}
        simulation.decided(replace_box, BOX, uuid=uuid, **hours)


def test_the_uuid_announced_for_a_run_is_the_one_it_opens_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    simulation = opened().annul_run(1)
    monkeypatch.setitem(online_election._UUIDS, 2, "BoxForTestRun9")
    with refused("box.uuid-used"):
        simulation.open_run(2)


def test_two_boxes_do_not_share_a_uuid(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = online_definition()
    boxes = (*honest.boxes, msgspec.structs.replace(honest.boxes[0], id="beyond", channel="beyond"))
    second = msgspec.structs.replace(honest.units[-1], id="99-002", channel="beyond")
    two = msgspec.structs.replace(honest, boxes=boxes, units=(*honest.units, second))
    monkeypatch.setattr(online_election, "online_definition", lambda: two)
    simulation = opened()
    monkeypatch.setattr(online_election, "BOX", "beyond")
    with refused("box.uuid-used", box="beyond"):
        simulation.open_run(1)


def test_a_declared_uuid_is_the_one_the_first_run_opens_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = online_definition()
    fixed_uuid = msgspec.structs.replace(honest.boxes[0], uuid="BoxForTestRun9")
    other = msgspec.structs.replace(honest, boxes=(fixed_uuid,))
    monkeypatch.setattr(online_election, "online_definition", lambda: other)
    simulation = fixed()
    with refused("box.uuid-used", box=BOX):
        simulation.open_run(1)


def test_a_box_does_not_take_the_uuid_declared_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = online_definition()
    later = msgspec.structs.replace(
        honest.boxes[0], id="beyond", channel="beyond", uuid=online_election._UUIDS[1]
    )
    second = msgspec.structs.replace(honest.units[-1], id="99-002", channel="beyond")
    two = msgspec.structs.replace(
        honest, boxes=(*honest.boxes, later), units=(*honest.units, second)
    )
    monkeypatch.setattr(online_election, "online_definition", lambda: two)
    simulation = fixed()
    with refused("box.uuid-used", box=BOX):
        simulation.open_run(1)


def test_a_box_asks_the_contest_s_question(monkeypatch: pytest.MonkeyPatch) -> None:
    simulation = fixed()
    monkeypatch.setattr(
        open_box_module, "options_now", lambda state, contest: state.options[contest][:2]
    )
    with refused("box.question", box=BOX):
        simulation.open_run(1)


def test_a_box_does_not_open_after_the_polls_have_closed() -> None:
    simulation = fixed().open_polls().close_polls()
    with refused("box.too-late", box=BOX):
        simulation.open_run(1)


def test_an_act_on_no_box_or_on_one_that_is_not_open_is_refused() -> None:
    simulation = fixed()
    with refused("box.unknown", box="nothing"):
        simulation.board.perform(
            lambda state: open_box(state, "nothing", 1, uuid="", trustees=b"[]", credentials=b"")
        )
    with refused("box.not-open", box=BOX):
        simulation.end_run(1)
