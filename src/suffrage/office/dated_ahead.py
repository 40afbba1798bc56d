"""A record that was drafted by another clock passes no hour before the office's own clock has.

Two clocks differ by some seconds, so a record may be dated ``AHEAD`` of the office's. What the
procedure allows by the hour (an embargo, the polls' end) is then asked as of the office's moment:
a record that this moment does not allow is refused, and is allowed once its hour has come.

>>> write(slug, [(not_ahead(draft), sign)])                              # doctest: +SKIP
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from suffrage.acts.perform import Act
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.conduct.step import foresee
from suffrage.errors import Refused
from suffrage.office.clock import instant, now

__all__ = ["AHEAD", "not_ahead"]

AHEAD: Final = timedelta(seconds=30)
"""By how much a clock that is looked after at all may be fast."""


def not_ahead(draft: Draft) -> Act:
    """The act that gives this draft, asked when it is written.

    It raises ``Refused("api.hour")`` for one dated further ahead, and for one dated ahead at all
    what the board would refuse it for at the office's moment.
    """

    def act(state: State) -> Draft:
        moment, present = datetime.fromisoformat(draft.at), now()
        if moment > present + AHEAD:
            raise Refused("api.hour", at="at", moment=draft.at)
        if moment > present:
            foresee(state, replace(draft, at=instant()).record(), draft.body)
        return draft

    return act
