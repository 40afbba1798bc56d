"""December: the commission convenes, appoints, commits the roll and freezes the rules."""

import os

from ceremony import Keys, certify
from stage import CAMPS, CHAIR, Cue, Stage, instant

from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.commit_roll import commit_roll
from suffrage.acts.opening.convene import convene
from suffrage.acts.opening.fix_rules import fix_rules
from suffrage.model.units import PAPER
from suffrage.roll.members import Member
from suffrage.roll.snapshot import freeze
from suffrage.tlog.tree import Tree


def open_congress(stage: Stage) -> Keys:
    """Everything up to the frozen rules.

    The trustees' certificates for the first box come back: their signing keys were made with
    them.
    """
    screen, tree = stage.screen, stage.definition.tree
    screen.chapter("Convening")
    stage.act(convene, "convener", stage.definition)
    screen.say(stage.at, "convened: a draft of the definition is on the board")
    officers = [f"federation@{unit.id}" for unit in tree.federations]
    officers += [f"agent@{camp}" for camp in CAMPS]
    officers += ["registrar", "office", "congress@delegates"]
    keys = certify(stage, "abroad", 1)
    trustees = {member.role: member.signing for member in keys.members}
    stage.act(appoint_officers, CHAIR, {role: stage.key(role) for role in officers} | trustees)
    _appoint_secretaries(stage)
    screen.say(
        stage.at, f"{len(tree.federations)} federations appointed their sections' secretaries"
    )
    _commit_roll(stage)
    stage.at = instant("2022-12-20T18:00:00")
    stage.decided(fix_rules)
    screen.say(
        stage.at, f"rules frozen by 6 of 6 members: {stage.definition.digest[:16]}…", "green"
    )
    stage.publish()
    return keys


def _appoint_secretaries(stage: Stage) -> None:
    tree = stage.definition.tree
    cues = []
    for federation in tree.federations:
        paper = [unit for unit in tree.below(federation.id) if unit.channel == PAPER]
        keys = {f"secretary@{unit.id}": stage.key(f"secretary@{unit.id}") for unit in paper}
        if keys:
            by = f"federation@{federation.id}"
            cues.append(Cue(appoint_officers, by, stage.at, (keys,)))
    stage.act_all(cues)


def _commit_roll(stage: Stage) -> None:
    """Members have numbers only: the demo invents no names."""
    stage.at = instant("2022-12-15T12:00:00")
    sections = stage.definition.tree.sections
    members = tuple(
        Member(f"{unit.id}/{number}", unit.id, "")
        for unit in sections
        for number in range(1, unit.registered + 1)
    )
    units = [unit.id for unit in sections]
    roll = freeze(members, units, os.urandom, lambda leaves: Tree(leaves).root())
    stage.act(commit_roll, CHAIR, roll.root, dict(roll.registered))
    stage.screen.say(stage.at, f"roll committed: {roll.entitled:,} members, no name on the board")
