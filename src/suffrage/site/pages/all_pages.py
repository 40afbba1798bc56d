"""Every file of the public site, in the order in which a reader meets them."""

from collections.abc import Iterator

from suffrage.conduct.standing import stands
from suffrage.site.files import SiteFile
from suffrage.site.pages.agreements_page import agreement_files
from suffrage.site.pages.assets_files import asset_files
from suffrage.site.pages.board import Board
from suffrage.site.pages.body_page import body_files
from suffrage.site.pages.card_file import card_files
from suffrage.site.pages.changes_page import changes_files
from suffrage.site.pages.check_page import check_files
from suffrage.site.pages.claims_page import claims_files
from suffrage.site.pages.contest_page import contest_files
from suffrage.site.pages.course_page import course_files
from suffrage.site.pages.disputes_page import disputes_files
from suffrage.site.pages.embed_page import embed_files
from suffrage.site.pages.export_files import exported
from suffrage.site.pages.federation_page import federation_files
from suffrage.site.pages.front_page import front_files
from suffrage.site.pages.hints_page import hints_files
from suffrage.site.pages.options_page import options_files
from suffrage.site.pages.pool_page import pool_files
from suffrage.site.pages.second_round_page import second_round_files
from suffrage.site.pages.settings import Settings
from suffrage.site.pages.unit_page import unit_files

__all__ = ["all_pages"]


def all_pages(board: Board, settings: Settings) -> Iterator[SiteFile]:
    """The files of the site as the board stands; raises ``Refused("election.not-convened")``."""
    yield from asset_files(settings)
    yield from front_files(board, settings)
    yield from check_files(board, settings)
    yield from exported(board, settings)
    yield from body_files(board, settings)
    yield from agreement_files(board, settings)
    for instance in board.state.rules.instances():
        if stands(board.state, instance):
            yield from contest_files(board, instance, settings)
            yield from course_files(board, instance, settings)
            yield from embed_files(board, instance, settings)
            yield from card_files(board, instance, settings)
            yield from options_files(board, instance, settings)
            yield from second_round_files(board, instance, settings)
            yield from hints_files(board, instance, settings)
            yield from claims_files(board, instance, settings)
            yield from disputes_files(board, instance, settings)
            yield from changes_files(board, instance, settings)
            yield from federation_files(board, instance, settings)
            yield from unit_files(board, instance, settings)
            yield from pool_files(board, instance, settings)
        elif settings.moments.get(instance):
            # A round that is not held after all: what once had an address keeps it.
            yield from contest_files(board, instance, settings)
