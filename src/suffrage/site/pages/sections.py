"""The pages beside a contest's own: which there are, and which of them an instance has."""

from collections.abc import Callable
from dataclasses import dataclass

from suffrage.site.pages.addresses import page_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.changes_page import has_changes
from suffrage.site.pages.claims_page import has_claims
from suffrage.site.pages.course_page import has_course
from suffrage.site.pages.disputes_page import has_disputes
from suffrage.site.pages.options_page import has_options
from suffrage.site.pages.second_round_page import has_second_round
from suffrage.words import Language

__all__ = ["SECTIONS", "Section"]


@dataclass(frozen=True, slots=True)
class Section:
    """A page of an instance: its file's name, the code of its title, and when there is one."""

    name: str
    title: str
    exists: Callable[[Board, str], bool]

    def path(self, language: Language, instance: str) -> str:
        """Where it lies."""
        return page_path(language, instance, self.name)


SECTIONS: tuple[Section, ...] = (
    Section("night", "page.course.name", has_course),
    Section("options", "page.options.name", has_options),
    Section("second-round", "page.second", has_second_round),
    Section("claims", "page.claims", has_claims),
    Section("disputes", "page.disputes.title", has_disputes),
    Section("changes", "page.changes", has_changes),
    Section("hints", "page.hints", Board.has_votes),
)
