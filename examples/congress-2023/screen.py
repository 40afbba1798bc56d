"""What the audience sees: a live view in a terminal, plain lines elsewhere."""

import time
from collections import deque
from datetime import datetime
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.totals import Totals, total
from suffrage.count.unit_state import Approved, Awaited, Reserved, Tallied

_PARIS = ZoneInfo("Europe/Paris")
_LINES = 12


class Screen:
    """The view of one performance; ``fast`` leaves the pauses out."""

    def __init__(self, console: Console, *, fast: bool) -> None:
        self.console, self._fast = console, fast
        self._live: Live | None = None
        self._lines: deque[Text] = deque(maxlen=_LINES)
        self._state, self._contest, self._clock = State(), "text", ""

    def __enter__(self) -> Self:
        if self.console.is_terminal:
            self._live = Live(console=self.console, auto_refresh=False)
            self._live.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()

    def chapter(self, title: str) -> None:
        """A new part of the story."""
        self._say(Text(f"── {title}", style="bold"))
        self.pause(0.5)

    def say(self, at: str, text: str, style: str = "") -> None:
        """Something happened at an instant."""
        local = datetime.fromisoformat(at).astimezone(_PARIS)
        self._clock = local.strftime("%d %B %Y, %H:%M")
        self._say(Text.assemble((local.strftime("%d %b %H:%M  "), "cyan"), (text, style)))

    def contest(self, contest: str) -> None:
        """The contest that the table shows from here on."""
        self._contest = contest

    def published(self, state: State) -> None:
        """The board has grown; show its figures."""
        self._state = state
        self._draw()

    def figures(self, at: str) -> None:
        """The night's figures as one line, for those who have no live view."""
        self._clock = datetime.fromisoformat(at).astimezone(_PARIS).strftime("%d %B %Y, %H:%M")
        if self._live:
            self._draw()
        else:
            totals = self._totals()
            shares = " ".join(
                f"{o} {n:,} ({percent(n, totals.valid)})" for o, n in totals.votes.items()
            )
            coverage = f"{totals.counted:,} of {totals.expected:,} units"
            self.console.print(f"{self._clock}  counted: {coverage}, {shares}", highlight=False)

    def pause(self, seconds: float) -> None:
        """Give the audience time to read."""
        if self._live and not self._fast:
            time.sleep(seconds)

    def _say(self, line: Text) -> None:
        self._lines.append(line)
        if self._live:
            self._draw()
            self.pause(0.4)
        else:
            self.console.print(line, highlight=False)

    def _totals(self) -> Totals:
        options = option_ids(self._state, self._contest)
        return total(unit_counts(self._state, self._contest), options)

    def _draw(self) -> None:
        if self._live is None:
            return
        parts = [
            Panel(Group(*self._lines), title=self._clock or "Congress 2023", height=_LINES + 2)
        ]
        if self._state.definition is not None and self._state.phase in ("fixed", "closed"):
            parts.append(self._picture())
        self._live.update(Group(*parts), refresh=True)

    def _picture(self) -> Panel:
        rows = unit_counts(self._state, self._contest)
        totals = self._totals()
        table = Table(expand=True, box=None)
        table.add_column("option")
        table.add_column("votes counted", justify="right")
        table.add_column("of valid", justify="right")
        for option in self._state.options.get(self._contest, ()):
            votes = totals.votes[option.id]
            table.add_row(option.label, f"{votes:,}", percent(votes, totals.valid))
        final = sum(isinstance(row.state, Approved | Tallied) for row in rows)
        awaited = sum(isinstance(row.state, Awaited) for row in rows)
        reserved = sum(isinstance(row.state, Reserved) for row in rows)
        states = (
            f"{totals.counted:,} of {totals.expected:,} units counted · {final:,} entered twice · "
            f"{awaited:,} awaited · {reserved} reserved · {totals.excused} excused · "
            f"{totals.annulled} annulled"
        )
        size = f"board: {self._state.size:,} records"
        bar = ProgressBar(total=totals.expected, completed=totals.counted)
        return Panel(Group(table, Text(states), Text(size), bar), title=self._contest)


def percent(part: int, whole: int) -> str:
    """A share in percent with two decimals, rounded half up in integers."""
    if not whole:
        return "–"
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}\N{NO-BREAK SPACE}%"
