"""The grounds of annulment that a form proposes, to be changed before the rules are fixed.

They are what French parties and courts argued with: the criteria that the commission of January
2023 chose after the vote (violence, pressure, ballots before the agents came), those of the
Code électoral (more ballots than signatures, a missing signing list), and the expulsion of
agents. Frozen before opening, none of them can be chosen to fit a result.
"""

from typing import Final

from suffrage.model.governance import Ground

__all__ = ["STANDARD_GROUNDS"]


def _annuls(id_: str, french: str, english: str) -> Ground:
    return Ground(id_, {"fr": french, "en": english}, "annul-unit")


def _corrects(id_: str, french: str, english: str) -> Ground:
    return Ground(id_, {"fr": french, "en": english}, "correct-sheet")


STANDARD_GROUNDS: Final = (
    _annuls("early-ballots", "Bulletins avant l'ouverture", "Ballots before opening"),
    _annuls(
        "more-ballots-than-signatures",
        "Plus de bulletins que d'émargements, sans explication",
        "More ballots than signatures, unexplained",
    ),
    _annuls("signing-list-missing", "Liste d'émargement absente", "Signing list missing"),
    _annuls("violence-or-pressure", "Violences ou pressions", "Violence or pressure"),
    _annuls(
        "agents-excluded",
        "Délégués empêchés d'assister au vote ou au dépouillement",
        "Agents kept from the vote or the count",
    ),
    _annuls("not-secret", "Secret du vote non assuré", "Vote not secret"),
    _corrects("count-error", "Erreur de dépouillement", "Error in the count"),
    _corrects("copy-error", "Erreur de report du procès-verbal", "Error in copying the sheet"),
)
"""Each with what it leads to: the section falls out of the count, or its sheet is set right."""
