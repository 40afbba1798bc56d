"""The frozen rules as values for sentences: contests, bodies, commission, units."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import msgspec

from suffrage.model.contests import Contest, Linked
from suffrage.model.governance import Publication
from suffrage.model.rule import ContestRule, SeatRule
from suffrage.site.dossier.source import Rows, Source
from suffrage.site.exports.cells import clean
from suffrage.site.pages.people import contest_title, titled, unit_name

__all__ = ["BodyTold", "ContestTold", "RulesTold", "rules_told", "units_csv_rows"]


@dataclass(frozen=True, slots=True)
class ContestTold:
    """A contest; ``options`` are (name, first signatory), and ``after`` is the earlier contest."""

    id: str
    title: str
    round: int
    scope: str
    opens: str
    closes: str
    rule: ContestRule
    options: Rows
    after: str
    held: str


@dataclass(frozen=True, slots=True)
class BodyTold:
    """A body; ``office`` is how many sit there besides, ``winners`` the contest they come from."""

    id: str
    title: str
    contest: str
    seats: int
    rule: SeatRule
    office: int
    winners: str


@dataclass(frozen=True, slots=True)
class RulesTold:
    """Everything that the chapter on rules says.

    ``grounds`` are (id, text, effect), ``federations`` (name, sections, members);
    ``entitled`` is the sum of the rolls as frozen, ``sections`` how many are expected.
    """

    contests: tuple[ContestTold, ...]
    bodies: tuple[BodyTold, ...]
    members: tuple[str, ...]
    quorum: int
    grounds: Rows
    federations: Rows
    sections: int
    entitled: int
    boxes: Rows
    pools: int
    paper_minimum: int
    pooled_minimum: int
    online_minimum: int
    publication: Publication | None
    witnesses: Rows
    witness_quorum: int
    roll_root: str
    fixed_at: str


def rules_told(source: Source) -> RulesTold:
    """The definition in force; raises ``Refused("election.not-convened")`` without one."""
    rules = source.state.rules
    publication = rules.publication
    fixed = next(source.acts("rules.fixed"), None)
    return RulesTold(
        contests=tuple(map(partial(_contest, source), rules.contests)),
        bodies=tuple(_bodies(source)),
        members=rules.commission.members,
        quorum=rules.commission.quorum,
        grounds=tuple(
            (
                one.id,
                clean(titled(one.text, source.language, one.id)),
                source.reader.t(f"page.dispute.effect.{one.effect}"),
            )
            for one in rules.grounds
        ),
        federations=tuple(_federations(source)),
        sections=len(rules.tree.sections),
        entitled=sum(source.state.registered.get(u.id, u.registered) for u in rules.tree.sections),
        boxes=tuple((box.id, box.contest) for box in rules.boxes),
        pools=len(rules.pools),
        paper_minimum=rules.minimum.paper,
        pooled_minimum=rules.minimum.pooled,
        online_minimum=rules.minimum.online,
        publication=None if publication is msgspec.UNSET else publication,
        witnesses=tuple(sorted(rules.witnesses.keys.items())),
        witness_quorum=rules.witnesses.quorum,
        roll_root=source.state.roll_root,
        fixed_at=fixed.at if fixed else "",
    )


def units_csv_rows(source: Source) -> Iterator[tuple[str, ...]]:
    """Every unit with its place in the tree, channel and the size of its roll, and a heading."""
    yield "unit", "name", "parent", "channel", "registered"
    state = source.state
    sections = {unit.id for unit in state.rules.tree.sections}
    for unit in state.rules.units:
        roll = str(state.registered.get(unit.id, unit.registered)) if unit.id in sections else ""
        yield unit.id, clean(unit.name), unit.parent, unit.channel, roll


def _contest(source: Source, contest: Contest) -> ContestTold:
    options, state = contest.options, source.state
    link = options if isinstance(options, Linked) else None
    return ContestTold(
        id=contest.id,
        title=clean(titled(contest.title, source.language, contest.id)),
        round=contest.round,
        scope=contest.scope,
        opens=contest.opens,
        closes=contest.closes,
        rule=contest.rule,
        options=()
        if isinstance(options, Linked)
        else tuple((clean(one.label), clean(one.first_signatory)) for one in options),
        after=clean(contest_title(state, link.source, source.language)) if link else "",
        held=link.held if link else "",
    )


def _bodies(source: Source) -> Iterator[BodyTold]:
    for body in source.state.rules.bodies:
        office = body.ex_officio
        yield BodyTold(
            id=body.id,
            title=clean(titled(body.title, source.language, body.id)),
            contest=body.contest,
            seats=body.seats,
            rule=body.rule,
            office=office if isinstance(office, int) else 0,
            winners="" if isinstance(office, int) else office.winners_of,
        )


def _federations(source: Source) -> Iterator[tuple[str, ...]]:
    """The units right above sections, those without one under an empty name."""
    state, num = source.state, source.reader.num
    parents: dict[str, list[int]] = {}
    for unit in state.rules.tree.sections:
        roll = state.registered.get(unit.id, unit.registered)
        parents.setdefault(unit.parent, []).append(roll)
    for parent, rolls in sorted(parents.items()):
        name = (
            clean(unit_name(state, parent)) if parent else source.reader.t("page.federation.none")
        )
        yield name, num(len(rolls)), num(sum(rolls))
