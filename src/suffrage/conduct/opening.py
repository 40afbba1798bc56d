"""Convening, options, and the fixing of the rules."""

from dataclasses import replace

import msgspec
from immutables import Map

from suffrage.board.kinds.kind import Nothing
from suffrage.board.kinds.opening import OptionAdmitted, OptionWithdrawn, RulesFixed
from suffrage.board.record import Record
from suffrage.conduct.standing import options_now
from suffrage.conduct.state import State
from suffrage.errors import Malformed, Refused
from suffrage.model.check_definition import check_definition
from suffrage.model.contests import Linked, Option, instance_place
from suffrage.model.definition import Definition
from suffrage.model.roles import role_kind, role_place
from suffrage.tlog.keys import COSIGNER, parse_key

__all__ = ["check_own_option", "convened", "option_admitted", "option_withdrawn", "rules_fixed"]


def convened(state: State, record: Record, _head: Nothing, body: Definition) -> State:
    """The first record: a draft of the definition, and the keys that it names.

    Raises besides ``Refused`` what ``check_definition`` and ``parse_key`` raise.
    """
    check_definition(body)
    for role in ("convener", *(f"commission@{name}" for name in body.commission.members)):
        if role not in body.keys:
            raise Refused("election.no-key", at="keys", role=role)
    _check_witnesses(body)
    return replace(
        state,
        origin=body.origin,
        phase="draft",
        convened_at=record.at,
        definition=body,
        keys=Map(body.keys),
        used_keys=Map({key: role for role, key in body.keys.items()}),
    )


def _check_witnesses(rules: Definition) -> None:
    """Each is a cosigner with a key of its own, so that nobody and no log counts twice."""
    seen: set[bytes] = set()
    for camp, text in rules.witnesses.keys.items():
        key = parse_key(text)
        if key.kind != COSIGNER or key.public in seen:
            raise Malformed("election.witness-key", at=f"witnesses.keys.{camp}", name=key.name)
        seen.add(key.public)


def option_admitted(state: State, _record: Record, head: OptionAdmitted, body: Option) -> State:
    """An option joins a contest of the draft; the fixed rules must then contain it."""
    contest = state.rules.contest_by_id.get(head.contest)
    if contest is None or isinstance(contest.options, Linked):
        raise Refused("option.contest", at="contest", contest=head.contest)
    if state.phase != "draft":
        raise Refused("rules.already-fixed")
    standing = {(option.id, option.within) for option in contest.options}
    if body.id != head.option or (body.id, body.within) in standing:
        raise Refused("option.again", at="option", option=head.option)
    options = (*contest.options, body)
    contests = tuple(
        msgspec.structs.replace(other, options=options) if other is contest else other
        for other in state.rules.contests
    )
    draft = msgspec.structs.replace(state.rules, contests=contests)
    check_definition(draft)
    return replace(state, definition=draft)


def rules_fixed(state: State, _record: Record, _head: RulesFixed, body: Definition) -> State:
    """The whole definition is frozen: the draft as it stands, with all that was admitted.

    The keys of the draft stay; no other part may differ from it either, so that nobody can
    bring in a rule between the last draft and the vote on it.
    """
    if state.phase != "draft":
        raise Refused("rules.already-fixed")
    if body.digest != state.rules.digest:
        raise Refused("rules.differ")
    if not state.roll_root:
        raise Refused("roll.not-committed")
    return replace(state, phase="fixed", definition=body, options=_declared(body))


def _declared(rules: Definition) -> Map[str, tuple[Option, ...]]:
    """The options of every instance that takes none from an earlier round; each has one."""
    found: dict[str, tuple[Option, ...]] = {}
    for name in rules.instances():
        if isinstance(rules.contest_by_id[instance_place(name)[0]].options, Linked):
            continue
        found[name] = rules.declared_options(name)
        if not found[name]:
            raise Refused("option.none", contest=name)
    return Map(found)


def option_withdrawn(state: State, record: Record, head: OptionWithdrawn, _body: None) -> State:
    """A finalist or option withdraws before its polls, or its box, open; one option may stay."""
    contest = state.rules.contest_by_id.get(instance_place(head.contest)[0])
    if contest is None or head.contest not in state.rules.instances():
        raise Refused("option.contest", at="contest", contest=head.contest)
    if state.evening(contest.round).opened or _box_open(state, contest.id):
        raise Refused("option.too-late", option=head.option)
    if role_kind(record.by) == "agent":
        check_own_option(state, contest.id, head.option, role_place(record.by))
    standing = [option.id for option in options_now(state, head.contest)]
    if head.option not in standing:
        raise Refused("option.unknown", at="option", option=head.option)
    if len(standing) == 1:
        raise Refused("option.last", at="option", option=head.option)
    withdrawn = state.withdrawn.set((head.contest, head.option), state.size)
    return replace(state, withdrawn=withdrawn)


def check_own_option(state: State, contest: str, option: str, camp: str) -> None:
    """An agent speaks for the option of the same name, or one that a fact gives to the camp."""
    given = {
        fact.option
        for fact in state.rules.facts
        if (fact.kind, fact.contest, fact.value) == ("camp", contest, camp)
    }
    if option not in {camp, *given}:
        raise Refused("option.not-own", at="option", option=option)


def _box_open(state: State, contest: str) -> bool:
    boxes = state.rules.box_by_id
    return any(
        boxes[box].contest == contest and run.height >= 0 for (box, _), run in state.runs.items()
    )
