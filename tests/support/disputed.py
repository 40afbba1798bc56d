"""A certified round with an annulled section, an incident and a minority: what a dossier tells."""

from collections.abc import Mapping
from typing import Final

from tests.support.exported import one_round
from tests.support.histories import board_of
from tests.support.simulator import Simulation

from suffrage.acts.disputes.decide import Choice, decide, vote
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.board.folder import CHECKPOINT
from suffrage.model.definition import Definition
from suffrage.night.history import History
from suffrage.site.dossier.source import Source
from suffrage.site.pages.board import Board
from suffrage.tlog.keys import format_key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree
from suffrage.verify.files import HeldFiles
from suffrage.verify.follow import Following
from suffrage.words import Language

__all__ = ["REASON", "SEEN", "counted_round", "disputed_round", "source_in", "source_of"]

SEEN: Final = "Ballots lay in the box before the agents came."
REASON: Final = "The photo shows an empty box."
_CHOICES: Final[Mapping[str, Choice]] = {
    "chair": "for",
    "dean": "for",
    "to1": "against",
    "to2": "walked-out",
}


def counted_round(definition: Definition | None = None) -> Simulation:
    """Every section counted; 75-001 has an incident, a photo and a dispute that is open."""
    simulation = Simulation(definition or one_round()).to_the_count()
    simulation.act(
        report_incident,
        "secretary@75-001",
        unit="75-001",
        type_="box",
        account="A box was moved at 19:40.",
    )
    signed = {"to1": "signed", "to2": "reserved"}
    simulation.receive("75-001", agents=signed, scan="cd" * 32)
    simulation.approve("75-001", agents=signed)
    simulation.count_all(but=["75-001"])
    said = {"contest": "text", "unit": "75-001", "ground": "early-ballots", "account": SEEN}
    simulation.act(file_dispute, "agent@to1", dispute="d-3", **said)
    return simulation


def disputed_round() -> Simulation:
    """The same with the section annulled against a minority, an officer replaced, certified."""
    simulation = counted_round()
    _rule(simulation)
    key = "ab" * 32
    simulation.act(replace_officer, "federation@13", "secretary@13-002", key)
    return simulation.announce().certify()


def _rule(simulation: Simulation) -> None:
    by, state = "commission@chair", simulation.state
    named = {"dispute": "d-3", "effect": "annul-unit"}
    planned = rule_dispute(state, by, simulation.now(), **named, decision=0)  # type: ignore[arg-type]
    cast = {
        member: vote(
            state,
            planned,
            member,
            choice,
            None if choice == "walked-out" else simulation.sign(f"commission@{member}"),
            reason=REASON if choice == "against" else "",
        )
        for member, choice in _CHOICES.items()
    }
    decision = simulation.act(decide, by, planned, cast).index
    simulation.act(rule_dispute, by, **named, decision=decision)


def source_of(simulation: Simulation, language: Language = "en") -> Source:
    """What the dossier of a simulated board is made from."""
    tree = Tree(map(leaf_hash, simulation.store.entries(0)))
    blobs = {digest: data for _, digest, data in simulation.store.blobs(0)}
    return Source(board_of(simulation), tree, simulation.checkpoint(), blobs.get, language)


def source_in(files: Mapping[str, bytes], language: Language = "en") -> Source:
    """The same from a public folder."""
    history = History()
    following = Following(HeldFiles(files), None, history.add)
    following.advance()
    board = Board(history, following.tree.root, format_key(following.key))
    blobs = {path.rpartition("/")[2]: data for path, data in files.items()}
    return Source(board, following.tree, files[CHECKPOINT], blobs.get, language)
