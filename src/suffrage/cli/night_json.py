"""The night for programs: one JSON object a state (``docs/howto/watch-the-night.md``).

Whole numbers as they are, shares as ``"p/q"``, and estimates, which alone are no exact figures,
as decimal fractions.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import msgspec

from suffrage.cli.language import language
from suffrage.cli.verify_words import spoken
from suffrage.site.pages.render import Reader
from suffrage.site.pages.sentences import said

if TYPE_CHECKING:
    from suffrage.cli.night_board import NightBoard, Picture
    from suffrage.conduct.state import State
    from suffrage.count.totals import Totals
    from suffrage.errors import Refused
    from suffrage.night.claims import ClaimCard
    from suffrage.site.pages.contest import ContestView, OptionRow

__all__ = ["night_as_json"]

_DIGITS = 6


def night_as_json(board: "NightBoard", at: str, contest: str) -> str:
    """The board at a moment, as one line; raises as ``night_sheets``."""
    size = board.at(at) if at else board.size
    state = board.history.at(size)
    reader = Reader(language(), state.rules.time_zone)
    value = {
        "origin": state.origin,
        "size": size,
        "root": b64encode(board.root(size)).decode(),
        "at": board.history.instant_of(size),
        "identified": board.has_policy,
        "contests": [_contest(state, picture, reader) for picture in board.pictures(size, contest)],
    }
    return json.dumps(value, ensure_ascii=False)


def _contest(state: "State", picture: "Picture", reader: Reader) -> dict[str, Any]:
    view = picture.view
    value: dict[str, Any] = {
        "contest": view.instance,
        "opening": {
            "code": view.opening.code,
            "fields": _plain(view.opening.fields),
            "sentence": said(state, view.opening, reader),
        },
    }
    if view.awaited:
        return value | {"awaited": _refused(view.awaited)}
    return value | {
        "counted": _counted(view),
        "certain": {
            "outstanding": view.certain.outstanding,
            "ahead": view.certain.ahead,
            "places": view.certain.places,
            "elected": view.certain.elected,
            "no_majority": view.certain.no_majority,
        },
        "options": {row.id: _option(row) for row in view.options},
        "projected": {"refused": _refused(view.unprojected)}
        if view.unprojected
        else {"ahead": round(view.chance, _DIGITS)},
        "claims": [_claim(one) for one in picture.claims],
        "disputes": {
            "open": picture.disputes,
            "effects": [asdict(effect) for effect in picture.effects],
        },
        "federations": {row.id: _totals(row.totals) for row in view.federations},
    }


def _counted(view: "ContestView") -> dict[str, Any]:
    figures = view.figures
    return {
        "units": asdict(figures.numbers),
        "coverage": _share(figures.coverage),
        "confirmed": _share(figures.confirmed_share),
        "signatures_known": figures.signatures_known,
        "totals": _totals(figures.totals),
        "missing": [asdict(one) for one in figures.missing],
    }


def _totals(totals: "Totals") -> dict[str, Any]:
    names = ("expected", "counted", "excused", "annulled", "pooled", "registered", "signatures")
    value = {name: getattr(totals, name) for name in (*names, "ballots", "blank", "void", "valid")}
    return value | {"registered_all": totals.registered_all, "votes": dict(totals.votes)}


def _option(row: "OptionRow") -> dict[str, Any]:
    bounds = row.bounds
    value: dict[str, Any] = {
        "label": row.label,
        "votes": row.votes,
        "share": _share(row.share),
        "reserved": row.reserved,
        "undisputed": row.undisputed,
        "certain": {
            "votes": bounds.votes,
            "share": [_share(one) for one in bounds.share] if bounds.share else None,
            "rank": bounds.rank,
            "place": bounds.place,
            "majority": bounds.majority,
        },
    }
    band = row.projected
    if band is not None:
        ends = {"low": band.low, "share": band.share, "high": band.high}
        value["projected"] = {name: round(end, _DIGITS) for name, end in ends.items()}
    return value


def _share(share: Fraction | None) -> str | None:
    return None if share is None else f"{share.numerator}/{share.denominator}"


def _claim(card: "ClaimCard") -> dict[str, Any]:
    verdict, final = card.verdicts[0], card.final
    value: dict[str, Any] = {
        "index": card.index,
        "claim": msgspec.to_builtins(card.claim, enc_hook=_share),
        "finding": verdict.finding,
        "beyond": verdict.beyond,
        "code": verdict.code,
        "fields": _plain(verdict.fields),
        "answer": card.answer,
    }
    if final is not None:
        value["final"] = {
            "came": final.came,
            "figures": [_plain(asdict(figure)) for figure in final.figures],
        }
    return value


def _refused(why: "Refused") -> dict[str, Any]:
    return {"code": why.code, "sentence": spoken(why.code, why.fields), "fields": why.fields}


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _share(value) if isinstance(value, Fraction) else value
        for name, value in fields.items()
    }
