"""Tables with rows that sum to 1 and entries within bounds, nearest to given sums of squares.

Minimises ``½ tr(PᵀAP) - tr(PᵀB)`` over P, many problems at once: the least squares of
``Σ ‖xP - y‖²/n`` with ``A = Σ xxᵀ/n`` and ``B = Σ xyᵀ/n``. Accelerated projected gradient
(Beck and Teboulle 2009) with restarts (O'Donoghue and Candès 2015), in coordinates in which A has
a unit diagonal. It ends when the duality gap, which bounds the distance from the least value
from above, is below ``_GAP`` of the members: what is returned is the minimum, not a guess.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from suffrage.errors import Unavailable

__all__ = ["Floats", "fit_tables", "nearest_rows"]

Floats = NDArray[np.float64]

_GAP: Final = 1e-7
_LOOK: Final = 25
_MOST_STEPS: Final = 20_000


def fit_tables(gram: Floats, cross: Floats, low: Floats, high: Floats) -> Floats:
    """The tables of least squares; shapes (problems, J, J), (problems, J, K) and (J, K) for bounds.

    Where the bounds leave no row that sums to 1 its sum is the nearest possible. Raises
    ``Unavailable("transfer.no-fit")`` if the gap is still open after 20,000 steps.
    """
    weight = np.diagonal(gram, axis1=1, axis2=2)
    weight = np.where(weight > 0, weight, 1.0)
    root = 1.0 / np.sqrt(weight)
    steepest = np.linalg.eigvalsh(gram * root[:, :, None] * root[:, None, :])[:, -1]
    pace = 1.0 / (steepest[:, None, None] * weight[:, :, None])
    allowed = _GAP * weight.sum(axis=1)
    table = nearest_rows(np.full(cross.shape, 1.0 / cross.shape[2]), low, high)
    ahead, speed = table, np.ones((len(gram), 1, 1))
    for number in range(1, _MOST_STEPS + 1):
        after = nearest_rows(ahead - pace * (gram @ ahead - cross), low, high)
        uphill = ((ahead - after) * (after - table) / pace).sum(axis=(1, 2), keepdims=True) > 0
        faster = np.where(uphill, 1.0, (1.0 + np.sqrt(1.0 + 4.0 * speed**2)) / 2.0)
        ahead = after + np.where(uphill, 0.0, (speed - 1.0) / faster) * (after - table)
        table, speed = after, faster
        if number % _LOOK == 0 and (_gap(table, gram @ table - cross, low, high) <= allowed).all():
            return table
    raise Unavailable("transfer.no-fit")


def nearest_rows(rows: Floats, low: Floats, high: Floats) -> Floats:
    """The nearest rows that sum to 1 within bounds: what is taken off each is found exactly.

    The sum of ``clip(row - t, low, high)`` falls with t in straight pieces, so that t lies
    between two neighbouring ends of pieces.
    """
    wanted = np.clip(1.0, low.sum(axis=-1), high.sum(axis=-1))[..., None]
    ends = np.sort(np.concatenate((rows - low, rows - high), axis=-1), axis=-1)
    taken = rows[..., None, :] - ends[..., :, None]
    sums = np.clip(taken, low[..., None, :], high[..., None, :]).sum(axis=-1)
    place = np.clip((sums >= wanted).sum(axis=-1) - 1, 0, ends.shape[-1] - 2)[..., None]
    first, last = (np.take_along_axis(ends, place + more, axis=-1) for more in (0, 1))
    above, below = (np.take_along_axis(sums, place + more, axis=-1) for more in (0, 1))
    drop = np.where(above > below, above - below, 1.0)
    part = np.clip((above - wanted) / drop, 0.0, 1.0)
    return np.asarray(np.clip(rows - first - part * (last - first), low, high))


def _gap(table: Floats, slope: Floats, low: Floats, high: Floats) -> Floats:
    """How far each table can be from the least value: Frank and Wolfe's (1956) bound."""
    order = np.argsort(slope, axis=-1)
    cheap = np.take_along_axis(slope, order, axis=-1)
    room = np.take_along_axis(np.broadcast_to(high - low, slope.shape), order, axis=-1)
    wanted = (np.clip(1.0, low.sum(axis=-1), high.sum(axis=-1)) - low.sum(axis=-1))[..., None]
    filled = np.clip(wanted - (np.cumsum(room, axis=-1) - room), 0.0, room)
    best = (slope * low).sum(axis=-1) + (cheap * filled).sum(axis=-1)
    return np.asarray((slope * table).sum(axis=(1, 2)) - best.sum(axis=-1))
