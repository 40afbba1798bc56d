"""Why a unit counts or does not, in one sentence."""

from suffrage.conduct.state import State
from suffrage.count.unit_state import (
    Annulled,
    Approved,
    Awaited,
    Excused,
    Pooled,
    Received,
    Reserved,
    Sealed,
    Tallied,
    UnitState,
)
from suffrage.model.contests import instance_place
from suffrage.site.pages.findings import reason_of
from suffrage.site.pages.render import Fields, Reader

__all__ = ["standing_name", "why_counted"]


def why_counted(state: State, instance: str, unit: str, reader: Reader, *, ruled: bool) -> str:
    """The sentence of a unit; ``ruled`` if the commission approved its sheet by a decision."""
    now = state.unit(instance_place(instance)[0], unit)
    if isinstance(now, Approved) and ruled:
        return reader.t("page.unit.ruled")
    if isinstance(now, Awaited):
        code, fields = _awaited(state, instance, unit)
        return reader.t(code, **fields)
    if isinstance(now, Reserved):
        reason = reason_of(now.reason, now.sheet, state, instance, reader)
        return reader.t("page.unit.reserved-because", reason=reason)
    if isinstance(now, Excused):
        return reader.t("page.unit.excused", reason=reader.t(f"page.excused.{now.reason}"))
    return reader.t(f"page.unit.{standing_name(now)}", **_fields(state, instance, unit, now))


def standing_name(now: UnitState) -> str:
    """A unit's state, by the word that codes and style have for it."""
    return type(now).__name__.lower()


def _awaited(state: State, instance: str, unit: str) -> tuple[str, Fields]:
    contest = instance_place(instance)[0]
    pool = state.rules.pool_of(contest, unit)
    box = state.rules.box_of(contest, state.rules.tree.by_id[unit])
    if pool is not None:
        return "page.unit.hidden", {"pool": pool.id}
    if box is not None:
        return "page.unit.box", {"box": box.id}
    return "page.unit.awaited", {}


def _fields(state: State, instance: str, unit: str, now: UnitState) -> Fields:
    match now:
        case Annulled():
            return {"dispute": now.dispute}
        case Tallied():
            return {"box": now.box, "run": now.run}
        case Sealed():
            pool = state.rules.pool_of(instance_place(instance)[0], unit)
            return {"pool": pool.id if pool else ""}
        case Pooled():
            return {"pool": now.pool}
        case Received() | _:
            return {}
