"""The templates by their names, in the order in which a form proposes them."""

from collections.abc import Mapping
from typing import Final

from suffrage.office.elections.template import Template
from suffrage.office.elections.templates.board_of_association import BOARD_OF_ASSOCIATION
from suffrage.office.elections.templates.congress import CONGRESS
from suffrage.office.elections.templates.consultation import CONSULTATION
from suffrage.office.elections.templates.nomination import NOMINATION
from suffrage.office.elections.templates.parliamentary_group import PARLIAMENTARY_GROUP
from suffrage.office.elections.templates.ratification import RATIFICATION
from suffrage.office.elections.templates.single_round import SINGLE_ROUND

__all__ = ["TEMPLATES"]

TEMPLATES: Final[Mapping[str, Template]] = {
    one.name: one
    for one in (
        CONGRESS,
        SINGLE_ROUND,
        PARLIAMENTARY_GROUP,
        BOARD_OF_ASSOCIATION,
        NOMINATION,
        CONSULTATION,
        RATIFICATION,
    )
}
"""Seven kinds of election; whatever else a statute says is written in TOML."""
