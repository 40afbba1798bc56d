"""The night as tables for a person: per contest what is counted, certain, projected and claimed.

The order is that of the pages: the sentence that may be quoted, the options, what is certain,
what is missing, claims, disputes, federations.
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import TYPE_CHECKING

from suffrage.cli.language import language, say
from suffrage.cli.night_claims_view import claims_sheet, printable
from suffrage.cli.tables import Sheet
from suffrage.site.pages.people import contest_title
from suffrage.site.pages.render import Reader
from suffrage.site.pages.sentences import list_of, option_name, said

if TYPE_CHECKING:
    from suffrage.cli.night_board import NightBoard, Picture
    from suffrage.conduct.state import State
    from suffrage.site.pages.contest import ContestView, OptionRow

__all__ = ["night_sheets"]

_NONE = "–"


def night_sheets(board: "NightBoard", at: str, contest: str, failure: str) -> Iterator[Sheet]:
    """Everything that may be said at a moment (the present one if none is typed).

    Raises as ``NightBoard.at`` and ``NightBoard.pictures``.
    """
    if board.size:
        size = board.at(at) if at else board.size
        state = board.history.at(size)
        reader = Reader(language(), state.rules.time_zone)
        for picture in board.pictures(size, contest):
            told = _Told(state, picture, reader)
            yield from told.sheets()
        yield _foot(board, size, reader)
    if failure:
        yield Sheet(say("night.show.failed"), (), (), (failure,))


def _foot(board: "NightBoard", size: int, reader: Reader) -> Sheet:
    """Whose board it is, how far it goes, and what has been checked."""
    state = board.history.at(size)
    title = reader.t(
        "night.show.foot",
        origin=printable(state.origin),
        size=size,
        at=board.history.instant_of(size),
        root=b64encode(board.root(size)).decode(),
    )
    notes = () if board.has_policy else (say("night.show.no-policy"),)
    return Sheet(title, (), (), notes)


class _Told:
    """One contest in the reader's words."""

    def __init__(self, state: "State", picture: "Picture", reader: Reader) -> None:
        self._state, self._picture, self._reader = state, picture, reader
        self._view: ContestView = picture.view

    def sheets(self) -> Iterator[Sheet]:
        """The contest's tables; only its sentence while figures are awaited."""
        if self._view.awaited:
            yield Sheet(self._sentence(), (), ())
            return
        yield self._options()
        if self._picture.claims:
            yield claims_sheet(self._state, self._picture, self._reader)
        yield from self._federations()

    def _sentence(self) -> str:
        return printable(said(self._state, self._view.opening, self._reader))

    def _options(self) -> Sheet:
        names = ("option", "votes", "share", "least", "most", "projected")
        return Sheet(
            self._sentence(),
            tuple(say(f"night.label.{name}") for name in names),
            tuple(self._option(row) for row in self._view.options),
            tuple(map(printable, self._notes())),
        )

    def _option(self, row: "OptionRow") -> tuple[str, ...]:
        percent, bounds = self._reader.pct, row.bounds.share
        band = row.projected
        return (
            printable(option_name(self._state, self._view.instance, row.id)),
            self._reader.num(row.votes),
            _NONE if row.share is None else percent(row.share),
            _NONE if bounds is None else percent(bounds[0]),
            _NONE if bounds is None else percent(bounds[1]),
            _NONE if band is None else f"{percent(band.low, 1)} – {percent(band.high, 1)}",
        )

    # -- notes ---------------------------------------------------------------------------------

    def _notes(self) -> Iterator[str]:
        reader, view = self._reader, self._view
        yield self._counted()
        yield self._signatures()
        yield self._missing()
        for one in view.statements:
            yield reader.told(one.code, one.fields)
        if view.figures.numbers.missing:
            yield reader.t("page.certain.hint", outstanding=view.certain.outstanding)
            yield from self._projection()
        yield from self._disputes()

    def _counted(self) -> str:
        figures = self._view.figures
        numbers = figures.numbers
        return self._reader.t(
            "night.show.counted",
            reported=numbers.reported,
            expected=numbers.expected,
            coverage=figures.coverage,
            registered=figures.totals.registered_all,
            ballots=figures.totals.ballots,
            confirmed=figures.confirmed_share,
            excused=numbers.excused,
            annulled=numbers.annulled,
            pooled=numbers.pooled,
        )

    def _signatures(self) -> str:
        figures = self._view.figures
        share = figures.signatures_share
        if share is None:
            return self._reader.t("night.show.signatures-some", known=figures.signatures_known)
        known = figures.signatures_known
        return self._reader.t("night.show.signatures", known=known, share=share)

    def _missing(self) -> str:
        view, reader = self._view, self._reader
        if not view.figures.numbers.missing:
            return reader.t("page.missing.none")
        known = reader.t(
            "page.missing.count",
            units=view.figures.numbers.missing,
            outstanding=view.certain.outstanding,
        )
        names = ", ".join(
            f"{view.names[one.unit]}: {reader.num(one.registered)}" for one in view.missing
        )
        more = view.figures.numbers.missing - len(view.missing)
        rest = reader.t("night.show.more", units=more) if more else ""
        return f"{known} {names}{rest}"

    def _projection(self) -> Iterator[str]:
        view, reader = self._view, self._reader
        if view.unprojected is not None:
            yield reader.told(view.unprojected.code, view.unprojected.fields)
            return
        yield reader.t("page.projected.hint")
        shares = {row.id: row.projected.share for row in view.options if row.projected}
        best = sorted(shares, key=lambda option: -shares[option])[:2]
        if len(best) > 1:
            first, second = (option_name(self._state, view.instance, one) for one in best)
            chance = reader.pct(view.chance, 0)
            yield reader.t("night.show.chance", first=first, second=second, chance=chance)

    def _disputes(self) -> Iterator[str]:
        if not self._picture.disputes:
            return
        yield self._reader.t("night.show.disputes", disputes=", ".join(self._picture.disputes))
        for effect in self._picture.effects:
            names = {
                "subject": self._subject(effect.subject),
                "alone": list_of(self._reader, effect.alone),
                "smallest": list_of(self._reader, effect.smallest),
            }
            if effect.alone:
                yield self._reader.t("night.show.disputes-alone", **names)
            elif effect.smallest:
                yield self._reader.t("night.show.disputes-together", **names)
            else:
                yield self._reader.t("night.show.disputes-none", **names)

    def _subject(self, subject: str) -> str:
        if subject in self._state.rules.instances():
            return contest_title(self._state, subject, self._reader.language)
        return subject

    # -- further tables ------------------------------------------------------------------------

    def _federations(self) -> Iterator[Sheet]:
        view = self._view
        if len(view.federations) > 1:
            headings = ("federation", "sections", "missing", "members", "ballots")
            yield Sheet(
                say("night.show.federations"),
                (
                    *(say(f"night.label.{name}") for name in headings),
                    *(printable(row.label) for row in view.options),
                ),
                tuple(
                    (
                        printable(row.name) or _NONE,
                        self._reader.num(row.totals.counted),
                        self._reader.num(row.outstanding),
                        self._reader.num(row.totals.registered_all),
                        self._reader.num(row.totals.ballots),
                        *(self._reader.num(row.totals.votes[o.id]) for o in view.options),
                    )
                    for row in view.federations
                ),
            )
