"""From votes to winners and seats: exact, pure, each with a trace a person can read.

Integers and fractions only. Figures that contradict each other are refused before anything is
computed from them. The order in which options are declared never decides: equal votes, equal
quotients and equal remainders are a tie, a value like any other, until the declared rule
(``tie``) resolves it. ``table`` holds the one way from a declared rule to its method.
"""

from suffrage.rules.figures import Figures
from suffrage.rules.lot import lot_seed
from suffrage.rules.outcome import Decision, Elected, NoMajority, Outcome, Qualified, Tied
from suffrage.rules.seats import SeatAward, SeatTie
from suffrage.rules.sizes import majority_sizes
from suffrage.rules.table import award, decide
from suffrage.rules.tie import Resolved, Waiting, conclude, resolve, seat

__all__ = [
    "Decision",
    "Elected",
    "Figures",
    "NoMajority",
    "Outcome",
    "Qualified",
    "Resolved",
    "SeatAward",
    "SeatTie",
    "Tied",
    "Waiting",
    "award",
    "conclude",
    "decide",
    "lot_seed",
    "majority_sizes",
    "resolve",
    "seat",
]
