"""Who acts, in words: a role and its place, never a person's name."""

from itertools import chain

from suffrage.conduct.state import State
from suffrage.model.roles import role_kind, role_place
from suffrage.site.pages.people import unit_name
from suffrage.site.pages.render import Reader

__all__ = ["camp_name", "role_name"]


def role_name(state: State, role: str, reader: Reader, here: str = "") -> str:
    """A role as a sentence names it: "the secretary of Lyon 3 (69-003)".

    On the page of a section ``here`` it is "the secretary of the section".
    """
    kind, place = role_kind(role), role_place(role)
    if place and place == here:
        place = reader.t("page.role.here")
    elif place in state.rules.tree.by_id:
        name = unit_name(state, place)
        place = place if name == place else f"{name} ({place})"
    elif kind in ("agent", "trustee"):
        place = camp_name(state, place)
    return reader.t(f"page.role.{kind}", place=place)


def camp_name(state: State, camp: str) -> str:
    """The label of the option that a camp stands behind, or its id where no option has it."""
    rules = state.rules
    declared = (one for name in rules.instances() for one in rules.declared_options(name))
    admitted = (one for name in sorted(state.options) for one in state.options[name])
    return next((one.label for one in chain(declared, admitted) if one.id == camp), camp)
