"""What is certain of a contest, as statements: codes with fields, the strongest first."""

from dataclasses import dataclass
from itertools import pairwise

from suffrage.conduct.state import State
from suffrage.model.contests import instance_place
from suffrage.model.rule import Majority
from suffrage.night.certain import Certain
from suffrage.night.counted import Counted
from suffrage.site.pages.people import option_of
from suffrage.site.pages.render import Fields

__all__ = ["Statement", "statements"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence by its code; ``sure`` where it is certain, else it says what is open."""

    code: str
    fields: Fields
    sure: bool


def statements(state: State, figures: Counted, sure: Certain) -> tuple[Statement, ...]:
    """What no completion can change, and what is still open.

    Once nothing is missing nothing is open: how a tie ends is for the opening sentence to say.
    """
    found = [*_outcome(state, figures, sure), *_places(state, figures, sure)]
    found += _order(state, figures, sure)
    if not figures.numbers.missing:
        found = [one for one in found if one.sure]
    return tuple(sorted(found, key=lambda one: not one.sure))


def _label(state: State, figures: Counted, option: str) -> str:
    return option_of(state, figures.instance, option).label


def _outcome(state: State, figures: Counted, sure: Certain) -> list[Statement]:
    rule = state.rules.contest_by_id[instance_place(figures.instance)[0]].rule
    if sure.elected:
        fields = {"option": _label(state, figures, sure.elected)}
        return [Statement("page.certain.elected", fields, sure=True)]
    if not isinstance(rule, Majority):
        return []
    if sure.no_majority:
        return [Statement("page.certain.no-majority", {}, sure=True)]
    found = []
    for option, bounds in sure.options.items():
        fields = {"option": _label(state, figures, option)}
        if bounds.majority == "reached":
            found.append(Statement("page.certain.majority", fields, sure=True))
        elif bounds.majority == "impossible":
            found.append(Statement("page.certain.majority-impossible", fields, sure=True))
        else:
            found.append(Statement("page.certain.majority-open", fields, sure=False))
    return found


def _places(state: State, figures: Counted, sure: Certain) -> list[Statement]:
    if sure.places == 1:
        return []
    names = {"in": "page.certain.in", "out": "page.certain.out"}
    found = []
    for option, bounds in sure.options.items():
        fields: Fields = {"option": _label(state, figures, option), "places": sure.places}
        code = names.get(bounds.place, "page.certain.place-open")
        found.append(Statement(code, fields, sure=bounds.place in names))
    return found


def _order(state: State, figures: Counted, sure: Certain) -> list[Statement]:
    votes = figures.totals.votes
    ranked = sorted(votes, key=lambda option: -votes[option])
    found = []
    for first, second in pairwise(ranked):
        names = {
            "option": _label(state, figures, first),
            "other": _label(state, figures, second),
        }
        if votes[first] == votes[second]:
            found.append(Statement("page.certain.level", names, sure=False))
            continue
        fields: Fields = {
            **names,
            "lead": votes[first] - votes[second],
            "outstanding": sure.outstanding,
        }
        certain = (first, second) in sure.ahead
        code = "page.certain.ahead" if certain else "page.certain.ahead-open"
        found.append(Statement(code, fields, sure=certain))
    return found
