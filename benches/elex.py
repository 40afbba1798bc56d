"""Nights of real elections, projected here and by ``elex-model``: coverage, width and time.

The nights are those of ``suffrage night replay`` (four orders, five shares reported), of the
pairs of rounds in the shared material; both programs get the same units at the same moment, and
say where the share of the option that ends first will lie, nine times in ten. ``elex_peer.py``
says how the other is driven. Of the 35,537 communes both get the same random 500, whose sum is
the result to foretell.

Figures to reach, in each cell in which a projection is given here: 85 % of the intervals hold,
their median width is at most half that of the certain bounds, and not above that of
``elex-model`` where 85 % of its own hold: an interval that misses is no narrower one. A few nights
a cell say little of coverage, which ``suffrage night replay`` measures on many.
``LARGE=1`` plays more nights and keeps the result in ``benches/results``. The first run puts
``elex-model`` into ``build/elex-venv``, which needs a package index. Run
``python benches/elex.py [NIGHTS [ELECTION]...]``.
"""

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from suffrage.errors import Refused
from suffrage.night.projection.extremes import share_extremes
from suffrage.night.projection.project import LEVEL, Projected, project
from suffrage.night.projection.units import Integers, Previous, Units
from suffrage.night.replay.orders import Order, arrange
from suffrage.night.replay.read import Rounds, read_rounds
from suffrage.night.replay.run import SHARES

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SUFFRAGE_SHARED", ROOT.parent / "shared")) / "data"
PLACE = ROOT / "build" / "elex-venv"
RESULTS = ROOT / "benches" / "results" / "elex.json"
LARGE = os.environ.get("LARGE") == "1"
NIGHTS: Final = 6 if LARGE else 1
VERSION: Final = "2.2.5"
WANTED: Final = 0.85
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Election:
    """The file of round 1 without its end, and the level of the file of round 2.

    ``units`` are so many at random, 0 for all; ``times`` how many times the nights asked for.
    """

    name: str
    first: str
    level: str
    units: int = 0
    times: int = 1


ELECTIONS: Final = (
    Election("Brest", "fr_brest_leg2022_circo2_bureaux", "bureaux", times=2),
    Election("constituencies", "fr_leg2022_circonscriptions", "circonscriptions", times=2),
    Election("Rhône", "fr_rhone_pres2017_bureaux", "communes"),
    Election("communes", "fr_pres2017_communes", "communes", units=500),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An interval for the share, if there is one, and the seconds it took."""

    low: float | None
    high: float | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Said:
    """What one program was worth in a cell; widths and shares as fractions."""

    coverage: float | None
    width: float | None
    refused: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Both programs on the same nights of one order at one share reported.

    Widths are medians of the nights in which both gave an interval, where there are such;
    ``certain`` is that of the certain bounds.
    """

    election: str
    order: str
    share: float
    nights: int
    suffrage: Said
    elex: Said
    certain: float


def main(nights: int, *names: str) -> None:
    """Print a line a cell, and whether the figures are reached; of all elections, or of some."""
    if not SHARED.is_dir():
        print("no shared material: nothing to replay")
        return
    python = _installed()
    cells: list[Cell] = []
    print(_HEAD)
    for election in ELECTIONS:
        if names and election.name not in names:
            continue
        for cell in _replayed(election, nights * election.times, python):
            cells.append(cell)
            print(_line(cell), flush=True)
    ours = sum(cell.suffrage.seconds for cell in cells)
    theirs = sum(cell.elex.seconds for cell in cells)
    print(f"time of a projection, over all cells: {ours / theirs:.3f}x that of elex-model")
    for name, missed in _missed(cells).items():
        print(f"figure: {name}, {'reached' if not missed else 'MISSED in ' + ', '.join(missed)}")
    if LARGE:
        _keep(cells)


def _keep(cells: Sequence[Cell]) -> None:
    """Write the cells, in place of earlier ones of the same elections."""
    replayed = {cell.election for cell in cells}
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []
    rows = [row for row in kept if row["election"] not in replayed]
    rows += [asdict(cell) for cell in cells]
    order = [election.name for election in ELECTIONS]
    rows.sort(key=lambda row: order.index(row["election"]))
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _installed() -> Path:
    """The interpreter beside ``elex-model``, which stays apart from our own libraries."""
    python = PLACE / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", PLACE], check=True)
        wanted = f"elex-model=={VERSION}"
        subprocess.run([python, "-m", "pip", "install", "--quiet", wanted], check=True)
    return python


def _replayed(election: Election, nights: int, python: Path) -> Iterator[Cell]:
    rounds, leading = _read(election)
    truth = float(rounds.votes[:, leading[0]].sum() / rounds.votes.sum())
    for number, order in enumerate(Order):
        chance = np.random.default_rng((0, number))
        arrivals = [arrange(rounds, order, leading[n % 2], chance) for n in range(nights)]
        moments = {share: [_units(rounds, one, share) for one in arrivals] for share in SHARES}
        every = [units for night in moments.values() for units in night]
        theirs = iter(_theirs(rounds, leading, every, python))
        for share, units in moments.items():
            answers = [next(theirs) for _ in units]
            yield _cell(election.name, order, share, units, answers, (leading[0], truth))


def _cell(
    name: str,
    order: Order,
    share: float,
    units: Sequence[Units],
    theirs: Sequence[Answer],
    asked: tuple[int, float],
) -> Cell:
    """Both programs on the same nights; ``asked`` is the option with its final share."""
    option, truth = asked
    ours = [_ours(one, option) for one in units]
    answers = [answer for answer, _ in ours]
    said, other = _said(answers, truth), _said(theirs, truth)
    width, their_width = _widths(answers, theirs)
    return Cell(
        name,
        str(order),
        share,
        len(units),
        replace(said, width=width or said.width),
        replace(other, width=their_width or other.width),
        statistics.median(certain for _, certain in ours),
    )


def _read(election: Election) -> tuple[Rounds, Sequence[int]]:
    stem = election.first.rpartition("_")[0]
    names = f"{election.first}_t1.csv", f"{stem}_{election.level}_t2.csv"
    first, second = ((SHARED / name).read_bytes() for name in names)
    rounds = read_rounds(first, second)
    if election.units:
        count = rounds.registered.size
        picked = np.sort(np.random.default_rng(7).choice(count, election.units, replace=False))
        before = rounds.previous
        rounds = Rounds(
            rounds.options,
            np.unique(rounds.federation[picked], return_inverse=True)[1],
            rounds.registered[picked],
            rounds.stands[picked],
            rounds.votes[picked],
            Previous(before.registered[picked], before.votes[picked], before.same_as),
            count - election.units,
        )
    return rounds, np.argsort(-rounds.votes.sum(axis=0), kind="stable")[:2].tolist()


def _units(rounds: Rounds, arrival: Integers, share: float) -> Units:
    """The units at one moment of a night, without a figure of an outstanding one."""
    reported = arrival[: math.ceil(share * arrival.size)]
    ranks = np.full(arrival.size, -1)
    ranks[reported] = np.arange(reported.size)
    votes = np.zeros_like(rounds.votes)
    votes[reported] = rounds.votes[reported]
    return Units(rounds.federation, rounds.registered, rounds.stands, votes, ranks, rounds.previous)


def _ours(units: Units, option: int) -> tuple[Answer, float]:
    """Our answer, and the width of the certain bounds."""
    extremes = share_extremes(units)
    certain = float(extremes.high[option] - extremes.low[option])
    started = time.perf_counter()
    try:
        one: Projected | None = project(units).options[option]
    except Refused:
        one = None
    seconds = time.perf_counter() - started
    return Answer(one.low if one else None, one.high if one else None, seconds), certain


def _theirs(
    rounds: Rounds, leading: Sequence[int], units: Sequence[Units], python: Path
) -> list[Answer]:
    """The other's answers, from its own process."""
    votes, total = rounds.votes, rounds.votes.sum(axis=1)
    pair = votes.shape[1] == 2
    first = votes[:, leading[0]]
    given = {
        "registered": rounds.registered,
        "federation": rounds.federation,
        "votes": np.stack((first, votes[:, leading[1]] if pair else total - first), axis=1),
        "before": rounds.previous.votes,
        "same": np.array([_column(rounds, option) for option in leading]),
        "pair": pair,
        "valid": total.sum(),
        "reported": np.array([one.reported for one in units]),
    }
    with tempfile.TemporaryDirectory() as place:
        nights, answers = Path(place, "nights.npz"), Path(place, "answers.json")
        np.savez(nights, **given)
        peer = Path(__file__).with_name("elex_peer.py")
        subprocess.run([python, peer, nights, answers], check=True, stderr=subprocess.DEVNULL)
        found: list[dict[str, Any]] = json.loads(answers.read_text(encoding="utf-8"))
    return [Answer(one.get("low"), one.get("high"), one["seconds"]) for one in found]


def _column(rounds: Rounds, option: int) -> int:
    """Where an option stood in the round before; -1 where it did not."""
    found = np.flatnonzero(rounds.previous.same_as == option)
    return int(found[0]) if found.size else -1


def _said(answers: Sequence[Answer], truth: float) -> Said:
    shown = [(a.low, a.high) for a in answers if a.low is not None and a.high is not None]
    held = [low - _ROUNDING <= truth <= high + _ROUNDING for low, high in shown]
    return Said(
        coverage=statistics.mean(held) if held else None,
        width=statistics.median(high - low for low, high in shown) if shown else None,
        refused=1 - len(shown) / len(answers),
        seconds=statistics.median(answer.seconds for answer in answers),
    )


def _widths(ours: Sequence[Answer], theirs: Sequence[Answer]) -> tuple[float | None, float | None]:
    """The median widths over the nights in which both gave an interval."""
    pairs = [
        (a.high - a.low, b.high - b.low)
        for a, b in zip(ours, theirs, strict=True)
        if a.low is not None and a.high is not None and b.low is not None and b.high is not None
    ]
    if not pairs:
        return None, None
    return statistics.median(one for one, _ in pairs), statistics.median(one for _, one in pairs)


# -- printing ------------------------------------------------------------------------------------

_HEAD: Final = (
    f"nominal {LEVEL:.0%}; coverage % · median width in points · refused % · seconds\n"
    f"{'':<38}{'suffrage':>28}{f'elex-model {VERSION}':>28}{'certain':>9}{'width':>7}"
)


def _line(cell: Cell) -> str:
    ours, theirs = cell.suffrage, cell.elex
    ratio = ours.width / theirs.width if ours.width and theirs.width else None
    shown = "–" if ratio is None else f"{ratio:.2f}x"
    where = f"{cell.election}, {cell.order}, {cell.share:.2f}"
    return f"{where:<38}{_told(ours):>28}{_told(theirs):>28}{100 * cell.certain:>9.1f}{shown:>7}"


def _told(said: Said) -> str:
    if said.coverage is None or said.width is None:
        return f"refused · {said.seconds:.2f}"
    coverage, width = 100 * said.coverage, 100 * said.width
    return f"{coverage:.0f} · {width:.2f} · {100 * said.refused:.0f} · {said.seconds:.2f}"


def _missed(cells: Sequence[Cell]) -> Mapping[str, list[str]]:
    """The cells with a projection that miss a figure, by figure."""
    shown = [cell for cell in cells if cell.suffrage.width is not None]
    return {
        "coverage": [_place(c) for c in shown if (c.suffrage.coverage or 0) < WANTED],
        "half of the certain bounds": [
            _place(c) for c in shown if (c.suffrage.width or 0) > c.certain / 2
        ],
        "not wider than elex-model where its intervals hold": [
            _place(c)
            for c in shown
            if c.elex.width
            and (c.elex.coverage or 0) >= WANTED
            and (c.suffrage.width or 0) > c.elex.width
        ],
    }


def _place(cell: Cell) -> str:
    return f"{cell.election} {cell.order} {cell.share:.2f}"


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else NIGHTS, *given[1:])
