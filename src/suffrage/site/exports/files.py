"""All exported files of a board, by their path in the public folder, as the board grows.

A contest's tables and its report rest on the board as it was when a record last concerned it, so
that they are made again only then. The package and the feeds rest on the latest one. Minutes are
made apart (``minutes_files``).

>>> exports = Exports(history, tree.root)               # doctest: +SKIP
>>> [file.path for file in exports.files()]             # doctest: +SKIP
['site/data/text-tidy.csv', 'site/data/text-nist.json', 'site/data/text-wide.csv', …]
"""

from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache, partial
from itertools import groupby
from typing import Final, NamedTuple, TypeVar, cast

from suffrage.board.folder import RESULTS, SHEETS
from suffrage.model import canonical
from suffrage.model.contests import instance_place
from suffrage.night.history import History
from suffrage.site.counted import Counted, count_instance, held_instances
from suffrage.site.exports.changes import changes, shows
from suffrage.site.exports.contest_files import ContestFiles, contest_files, contest_paths
from suffrage.site.exports.feed import feed_path, feed_xml
from suffrage.site.exports.minutes_files import Root
from suffrage.site.exports.package import data_package
from suffrage.site.exports.schema import results_schema
from suffrage.site.exports.stamp import DATA, Stamp, stamp_of
from suffrage.site.exports.tables import table_of
from suffrage.site.files import SiteFile
from suffrage.site.results import body_results, results_of
from suffrage.site.sheets import HEAD, instance_rows
from suffrage.words import LANGUAGES, Language

__all__ = ["Exports"]

_SCHEMA: Final = f"{DATA}results.schema.json"
_PACKAGE: Final = f"{DATA}datapackage.json"
_MANY: Final = 4096
_Found = TypeVar("_Found")


class _Resting(NamedTuple):
    """A contest with its instances that are held, and the size of the board on which it rests."""

    contest: str
    instances: tuple[str, ...]
    size: int


class Exports:
    """The exported files of a history that grows; ``root`` gives the log's root at a size."""

    def __init__(self, history: History, root: Root) -> None:
        self._history, self._root = history, root
        self._shown = lru_cache(maxsize=_MANY)(shows)
        self._latest: dict[str, tuple[Hashable, object]] = {}

    def files(self, size: int | None = None) -> Iterator[SiteFile]:
        """The files at a size of the board, now unless one is given.

        A contest has files from the opening of its polls on; before the first there is no
        package, for the standard asks for a file in it.
        """
        size = self._history.size if size is None else size
        contests = self._contests(size)
        for one in contests:
            declared = self._history.at(size).rules.contest_by_id[one.contest]
            for path in contest_paths(declared):
                yield SiteFile(path, one, partial(self._file, one, path))
        yield SiteFile(_SCHEMA, "schema", results_schema)
        if contests:
            yield SiteFile(_PACKAGE, size, partial(self._package, contests, size))
        for language in LANGUAGES:
            yield SiteFile(feed_path(language), size, partial(self._feed, size, language))

    def _contests(self, size: int) -> tuple[_Resting, ...]:
        """The contests whose polls have been opened, in their declared order."""
        state, changed = self._history.at(size), self._history.changed
        groups = groupby(held_instances(state), key=lambda one: instance_place(one)[0])
        found = ((contest, tuple(instances)) for contest, instances in groups)
        return tuple(
            _Resting(contest, held, max(changed(one, size) for one in held))
            for contest, held in found
            if state.evening(state.rules.contest_by_id[contest].round).opened
        )

    def _file(self, one: _Resting, path: str) -> bytes:
        return self._made(one).files[path]

    def _made(self, one: _Resting) -> ContestFiles:
        return self._once(f"contest {one.contest}", one, partial(self._make, one))

    def _make(self, one: _Resting) -> ContestFiles:
        state = self._history.at(one.size)
        tables = [
            table_of(self._history, one.size, self._count(instance, one.size))
            for instance in one.instances
        ]
        seats = {
            body.id: body_results(state, body).seats
            for body in state.rules.bodies
            if body.contest == one.contest and body.contest in state.certified
        }
        return contest_files(state, self._stamp(one.size), tables, seats)

    def _package(self, contests: tuple[_Resting, ...], size: int) -> bytes:
        state, counted = self._history.at(size), self._counted(size)
        resources = [resource for one in contests for resource in self._made(one).resources]
        results = results_of(state, self._root(size), counted)
        sheets = HEAD + b"".join(self._rows(one, size) for one in counted)
        others = {
            RESULTS: canonical.encode(results),
            SHEETS: sheets,
            _SCHEMA: results_schema(),
        }
        return data_package(state.rules, self._stamp(size), resources, others)

    def _rows(self, one: Counted, size: int) -> bytes:
        """The rows of ``sheets.csv`` of an instance."""
        rests = self._history.changed(one.instance, size)
        rows = partial(instance_rows, self._history.at(rests), one)
        return self._once(f"rows {one.instance}", rests, rows)

    def _feed(self, size: int, language: Language) -> bytes:
        found = self._once("changes", size, partial(changes, self._history, size, self._shown))
        return feed_xml(self._history.at(size), self._stamp(size), found, language)

    def _stamp(self, size: int) -> Stamp:
        return self._once("stamp", size, partial(self._make_stamp, size))

    def _make_stamp(self, size: int) -> Stamp:
        return stamp_of(self._history, self._root(size), size, self._counted(size))

    def _counted(self, size: int) -> tuple[Counted, ...]:
        held = held_instances(self._history.at(size))
        return tuple(self._count(instance, size) for instance in held)

    def _count(self, instance: str, size: int) -> Counted:
        rests = self._history.changed(instance, size)
        count = partial(count_instance, self._history.at(rests), instance)
        return self._once(f"counted {instance}", rests, count)

    def _once(self, name: str, key: Hashable, make: Callable[[], _Found]) -> _Found:
        """The last answer of a name, as long as it is asked for the same."""
        if name not in self._latest or self._latest[name][0] != key:
            self._latest[name] = (key, make())
        return cast("_Found", self._latest[name][1])
