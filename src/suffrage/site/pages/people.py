"""What a page calls things: contests, options and units by the names the definition gives them."""

from collections.abc import Mapping

from suffrage.conduct.state import State
from suffrage.model.contests import Option, instance_place
from suffrage.words import Language

__all__ = [
    "contest_title",
    "election_title",
    "option_of",
    "options_of",
    "titled",
    "unit_name",
    "unit_title",
]


def titled(title: Mapping[str, str], language: Language, otherwise: str) -> str:
    """A title in the language, else in the first one that it has, else something else."""
    return title.get(language) or next(iter(title.values()), otherwise)


def election_title(state: State, language: Language) -> str:
    """The election's title."""
    return titled(state.rules.title, language, state.rules.slug)


def contest_title(state: State, instance: str, language: Language) -> str:
    """A contest's title, and the place where it stands if that is not the nation."""
    contest, place = instance_place(instance)
    title = titled(state.rules.contest_by_id[contest].title, language, contest)
    return f"{title} ({unit_name(state, place)})" if place else title


def options_of(state: State, instance: str) -> tuple[Option, ...]:
    """The options that stand, in their order; those declared before they are frozen."""
    return tuple(state.options.get(instance) or state.rules.declared_options(instance))


def option_of(state: State, instance: str, option: str) -> Option:
    """One of them; an option that stands no more has its id for a label."""
    found = (one for one in options_of(state, instance) if one.id == option)
    return next(found, Option(id=option, label=option))


def unit_name(state: State, unit: str) -> str:
    """A unit's name, or its code; the nation's own direct sections lie in none."""
    found = state.rules.tree.by_id.get(unit)
    return (found.name or unit) if found else unit


def unit_title(state: State, unit: str) -> str:
    """A unit's name with its code, since two sections may have one name."""
    name = unit_name(state, unit)
    return name if name == unit else f"{name} ({unit})"
