"""The Atom feed of a board (RFC 4287): one entry a change of substance, the newest first.

Links are relative, so that a mirror's feed leads to the mirror's pages; ids are tag URIs (RFC
4151) of the board's name, the record's number and the language, and never change. An entry is
dated by its record. The stamp stands in words in the subtitle, and for programs in an element of
our own namespace.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from suffrage.board.kinds.closing import Certificate, ResultFigures
from suffrage.board.kinds.disputes import DisputeFiled, DisputeRuled
from suffrage.board.kinds.words import Claim
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.site.exports.cells import clean
from suffrage.site.exports.changes import Change
from suffrage.site.exports.corrections import changed
from suffrage.site.exports.stamp import FORMAT, Stamp
from suffrage.site.exports.told import told_figure, told_ground, told_outcome, told_unit
from suffrage.site.pages.addresses import front_path, page_path, relative, unit_path
from suffrage.site.pages.people import contest_title, election_title
from suffrage.site.pages.render import Reader
from suffrage.words import Language

__all__ = ["MOST_ENTRIES", "NAMESPACE", "feed_path", "feed_xml"]

MOST_ENTRIES: Final = 200
NAMESPACE: Final = "urn:x-suffrage:export:1"
_ATOM: Final = "http://www.w3.org/2005/Atom"


def feed_path(language: Language) -> str:
    """Where the feed of a language lies in the public folder."""
    return f"site/{language}/feed.atom"


def feed_xml(state: State, stamp: Stamp, changes: Sequence[Change], language: Language) -> bytes:
    """The feed of a language from the board's changes, at most the last ``MOST_ENTRIES``."""
    reader = Reader(language, state.rules.time_zone)
    newest = changes[::-1][:MOST_ENTRIES]
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    _text(feed, "id", _tag(state, f"feed/{language}"))
    _text(feed, "title", reader.t("feed.title", election=election_title(state, language)))
    _text(feed, "subtitle", _subtitle(reader, stamp))
    _text(feed, "updated", newest[0].entry.at if newest else stamp.instant)
    _text(SubElement(feed, "author"), "name", stamp.origin)
    _text(feed, "generator", FORMAT)
    SubElement(feed, "link", {"rel": "self", "href": "feed.atom"})
    _link(feed, language, front_path(language))
    SubElement(feed, "board", {"xmlns": NAMESPACE, **_stamped(stamp)})
    for change in newest:
        _entry(SubElement(feed, "entry"), reader, state, change)
    indent(feed)
    data: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _stamped(stamp: Stamp) -> dict[str, str]:
    return {
        "format": FORMAT,
        "origin": stamp.origin,
        "size": str(stamp.size),
        "root": stamp.root_text,
        "checkpoint": stamp.checkpoint,
        "status": stamp.status,
    }


def _subtitle(reader: Reader, stamp: Stamp) -> str:
    return reader.t(
        "feed.subtitle",
        size=stamp.size,
        root=stamp.root_text,
        status=reader.t(f"board.status.{stamp.status}"),
    )


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = clean(text)


def _link(parent: Element, language: Language, target: str) -> None:
    href = relative(feed_path(language), target)
    SubElement(parent, "link", {"rel": "alternate", "type": "text/html", "href": href})


def _tag(state: State, specific: str) -> str:
    """A tag URI: the host, the day of convening, and the name of the board with what is meant."""
    host, _, path = state.origin.partition("/")
    day = state.convened_at.partition("T")[0]
    return f"tag:{host.partition(':')[0]},{day}:{path}/{specific}"


def _entry(entry: Element, reader: Reader, state: State, change: Change) -> None:
    kind = change.code.removeprefix("feed.")
    _text(entry, "id", _tag(state, f"{change.entry.index}/{kind}/{reader.language}"))
    _text(entry, "title", _title(reader, state, change))
    _text(entry, "updated", change.entry.at)
    _link(entry, reader.language, _page(reader.language, change))
    content = SubElement(entry, "content", {"type": "text"})
    content.text = "\n".join(_lines(reader, state, change))


def _page(language: Language, change: Change) -> str:
    if not change.instance:
        return front_path(language)
    if change.correction is not None and change.correction.new is not None:
        return unit_path(language, change.instance, change.unit)
    if change.code.startswith("feed.dispute"):
        return page_path(language, change.instance, "disputes")
    if change.code == "feed.claim":
        return page_path(language, change.instance, "claims")
    return page_path(language, change.instance)


def _title(reader: Reader, state: State, change: Change) -> str:
    head, body = change.entry.record.head, change.entry.body
    contest = contest_title(state, change.instance, reader.language) if change.instance else ""
    return reader.t(
        change.code,
        contest=contest or getattr(head, "contest", ""),
        unit=told_unit(state, change.unit),
        round=getattr(head, "round", 0),
        box=getattr(head, "box", ""),
        run=getattr(head, "run", 0),
        who=clean(body.said_by) if isinstance(body, Claim) else "",
    )


def _lines(reader: Reader, state: State, change: Change) -> Iterator[str]:
    """What there is to say of a change besides its title, in whole lines."""
    head, body = change.entry.record.head, change.entry.body
    if change.correction is not None:
        for one in changed(change.correction, option_ids(state, change.instance)):
            name = told_figure(reader, state, change.instance, one.name)
            yield reader.t("feed.label.change", figure=name, old=one.old, new=one.new)
    elif isinstance(head, DisputeFiled):
        ground = told_ground(reader, state, head.ground)
        by = change.entry.record.by.rpartition("@")[2]
        yield reader.t("feed.label.ground", dispute=head.dispute, ground=ground, by=by)
    elif isinstance(head, DisputeRuled):
        effect = reader.t(f"ruling.label.{head.effect}")
        yield reader.t("feed.label.ruling", dispute=head.dispute, effect=effect)
    elif isinstance(body, Claim):
        yield reader.t(f"feed.label.claimed-{body.claim}")
    elif isinstance(body, ResultFigures | Certificate):
        figures = body.result if isinstance(body, Certificate) else body
        yield told_outcome(reader, state, change.instance, figures.outcome)
        yield from _votes(reader, state, change.instance, figures)


def _votes(reader: Reader, state: State, instance: str, figures: ResultFigures) -> Iterator[str]:
    for option, votes in figures.votes.items():
        label = told_figure(reader, state, instance, option)
        share = Fraction(votes, max(figures.valid, 1))
        yield reader.t("feed.label.votes", option=label, votes=votes, portion=share)
