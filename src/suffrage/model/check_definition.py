"""What holds between the parts of a definition; each fault is named with its place."""

from collections.abc import Iterable

import msgspec

from suffrage.errors import Malformed
from suffrage.model.bodies import Body, WinnersOf
from suffrage.model.check_agreements import check_agreements
from suffrage.model.check_lists import check_alternation, check_list_parties
from suffrage.model.check_options import check_options, check_signatories
from suffrage.model.check_pools import check_pools
from suffrage.model.check_ties import check_ties
from suffrage.model.contests import Contest, Linked
from suffrage.model.definition import Definition
from suffrage.model.roles import role_kind, role_place
from suffrage.model.rule import Majority, Top, check_rule
from suffrage.model.units import NATION, PAPER

__all__ = ["check_definition"]

_REHEARSAL = "rehearsal-"
"""How the slug of a rehearsal begins, and of no other election."""

_RESERVED = ("agreement", "body")
"""Where figures and pages that belong to no contest stand, beside those of each contest."""


def check_definition(definition: Definition) -> None:
    """Raise ``Malformed`` (codes ``definition.*``, ``units.*``, ``role.*``) on the first fault."""
    if definition.rehearsal is not definition.slug.startswith(_REHEARSAL):
        raise Malformed("definition.rehearsal", at="slug", name=definition.slug)
    _check_names(definition)
    channels = {box.channel or box.id for box in definition.boxes} | {PAPER}
    for index, unit in enumerate(definition.tree.rows):
        if unit.channel not in channels:
            raise Malformed("definition.channel", at=f"units[{index}].channel", name=unit.channel)
    for index, contest in enumerate(definition.contests):
        _check_contest(definition, contest, f"contests[{index}]")
    _check_evenings(definition)
    for index, body in enumerate(definition.bodies):
        _check_body(definition, body, f"bodies[{index}]")
    check_ties(definition.contest_by_id, definition.bodies)
    check_agreements(definition)
    _check_boxes(definition)
    check_pools(definition)
    _check_governance(definition)


def _check_names(definition: Definition) -> None:
    tables = {
        "contests": [contest.id for contest in definition.contests],
        "bodies": [body.id for body in definition.bodies],
        "boxes": [box.id for box in definition.boxes],
        "grounds": [ground.id for ground in definition.grounds],
        "pools": [pool.id for pool in definition.pools],
        "parties": [party.id for party in definition.parties],
        "agreements": [agreement.id for agreement in definition.agreements],
    }
    for table, names in tables.items():
        for index, name in enumerate(names):
            if name in names[:index]:
                raise Malformed("definition.duplicate", at=f"{table}[{index}].id", name=name)
    for name in _RESERVED:
        if name in tables["contests"]:
            raise Malformed("definition.reserved", at="contests", name=name)


def _check_contest(definition: Definition, contest: Contest, at: str) -> None:
    if contest.opens >= contest.closes:
        raise Malformed("definition.hours", at=f"{at}.closes", name=contest.id)
    check_rule(contest.rule, f"{at}.rule")
    if isinstance(contest.options, Linked):
        _check_link(definition, contest, contest.options, f"{at}.options")
        return
    _check_federations(definition, contest)
    check_options(contest.options, set(definition.places(contest)), f"{at}.options")
    parties = {party.id for party in definition.parties}
    check_list_parties(contest.options, parties, f"{at}.options")


def _check_federations(definition: Definition, contest: Contest) -> None:
    """A contest of each federation has a place for every section's ballots."""
    if contest.scope != "federation":
        return
    for index, unit in enumerate(definition.units):
        if unit.id in definition.tree.section_ids and not unit.parent:
            raise Malformed("definition.no-federation", at=f"units[{index}].parent", name=unit.id)


def _check_link(definition: Definition, contest: Contest, link: Linked, at: str) -> None:
    source = definition.contest_by_id.get(link.source)
    if source is None:
        raise Malformed("definition.unknown-contest", at=f"{at}.from", name=link.source)
    if source.round >= contest.round or source.scope != contest.scope:
        raise Malformed("definition.link-order", at=f"{at}.from", name=link.source)
    if not isinstance(source.rule, Top if link.held == "always" else Majority):
        raise Malformed("definition.link-rule", at=f"{at}.from", name=link.source)
    if link.take == "first_signatory" and not isinstance(source.options, Linked):
        check_signatories(source.options, at)


def _check_evenings(definition: Definition) -> None:
    """Contests of one evening have the same hours, and evenings follow each other."""
    before = ""
    for number in definition.rounds:
        contests = definition.contests_of(number)
        opens, closes = contests[0].opens, contests[0].closes
        for contest in contests:
            if (contest.opens, contest.closes) != (opens, closes):
                raise Malformed(
                    "definition.evening", at=_place_of(definition, contest), name=contest.id
                )
        if opens <= before:
            raise Malformed(
                "definition.evening-order",
                at=_place_of(definition, contests[0]),
                name=contests[0].id,
            )
        before = closes


def _place_of(definition: Definition, contest: Contest) -> str:
    return f"contests[{definition.contests.index(contest)}].opens"


def _check_body(definition: Definition, body: Body, at: str) -> None:
    check_rule(body.rule, f"{at}.rule")
    contest = definition.contest_by_id.get(body.contest)
    if contest is None:
        raise Malformed("definition.unknown-contest", at=f"{at}.contest", name=body.contest)
    if contest.scope != "nation":
        raise Malformed("definition.body-scope", at=f"{at}.contest", name=body.contest)
    if body.rule.threshold_level != NATION:
        level = body.rule.threshold_level
        raise Malformed("definition.threshold-level", at=f"{at}.rule.threshold_level", name=level)
    check_alternation(definition.contest_by_id, body)
    members = body.ex_officio
    if isinstance(members, WinnersOf) and members.winners_of not in definition.contest_by_id:
        raise Malformed(
            "definition.unknown-contest", at=f"{at}.ex_officio.winners_of", name=members.winners_of
        )


def _check_boxes(definition: Definition) -> None:
    served: set[tuple[str, str]] = set()
    for index, box in enumerate(definition.boxes):
        at = f"boxes[{index}]"
        contest = definition.contest_by_id.get(box.contest)
        if contest is None:
            raise Malformed("definition.unknown-contest", at=f"{at}.contest", name=box.contest)
        if contest.scope != "nation":
            raise Malformed("definition.box-scope", at=f"{at}.contest", name=box.contest)
        if not box.opens < box.closes <= contest.closes:
            raise Malformed("definition.hours", at=f"{at}.closes", name=box.id)
        if box.trustees.need > box.trustees.of:
            raise Malformed("definition.trustees", at=f"{at}.trustees", name=box.id)
        channel = box.channel or box.id
        if (channel, box.contest) in served:
            raise Malformed("definition.box-twice", at=at, name=box.id)
        served.add((channel, box.contest))
        if box.uuid and any(box.uuid == other.uuid for other in definition.boxes[:index]):
            raise Malformed("definition.uuid-twice", at=f"{at}.uuid", name=box.id)
        _check_electorate(definition, box.id, channel, at)


def _check_electorate(definition: Definition, box: str, channel: str, at: str) -> None:
    """A box counts one section of at least three times the minimum (design section 5)."""
    served = [unit for unit in definition.tree.sections if unit.channel == channel]
    if len(served) != 1:
        raise Malformed("definition.box-units", at=at, name=box)
    if served[0].registered < 3 * definition.minimum.online:
        raise Malformed("definition.box-small", at=at, name=box)


def _check_governance(definition: Definition) -> None:
    commission = definition.commission
    _check_distinct(commission.members, "commission.members")
    if commission.quorum > len(commission.members):
        raise Malformed("definition.quorum", at="commission.quorum", name=commission.quorum)
    if definition.witnesses.quorum > len(definition.witnesses.keys):
        raise Malformed(
            "definition.quorum", at="witnesses.quorum", name=definition.witnesses.quorum
        )
    _check_keys(definition)
    for index, fact in enumerate(definition.facts):
        contest = definition.contest_by_id.get(fact.contest)
        options = contest.options if contest else ()
        if isinstance(options, Linked) or fact.option not in {option.id for option in options}:
            raise Malformed(
                "definition.unknown-option", at=f"facts[{index}].option", name=fact.option
            )
    if definition.minimum.paper > 1:
        # How many vote is not known before; sections that must not stand alone are in pools.
        paper = definition.minimum.paper
        raise Malformed("definition.minimum-paper", at="minimum.paper", name=paper)
    _check_publication(definition)


def _check_publication(definition: Definition) -> None:
    publication = definition.publication
    if isinstance(publication, msgspec.UnsetType):
        return
    last = max(contest.closes for contest in definition.contests_of(definition.rounds[0]))
    if publication.not_before < last:
        raise Malformed(
            "definition.publication", at="publication.not_before", name=publication.not_before
        )
    if not 0 <= publication.coverage <= 1:
        share = str(publication.coverage)
        raise Malformed("definition.coverage", at="publication.coverage", share=share)


def _check_keys(definition: Definition) -> None:
    for role in definition.keys:
        # An appointment cannot make anybody a member, so a key must not either.
        if (
            role_kind(role) == "commission"
            and role_place(role) not in definition.commission.members
        ):
            raise Malformed("definition.not-a-member", at="keys", name=role)
    _check_distinct(definition.keys.values(), "keys")
    _check_distinct(definition.witnesses.keys.values(), "witnesses.keys")


def _check_distinct(names: Iterable[str], at: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Malformed("definition.duplicate", at=at, name=name)
        seen.add(name)
