"""How often a token may ask: so many times in a minute, counted in each process by itself."""

import threading
import time
from collections import deque
from typing import Final

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

__all__ = ["READING", "SUBMITTING", "Limit"]

_MINUTE: Final = 60.0
_REMEMBERED: Final = 10_000


class Limit(BaseThrottle):
    """At most ``most`` requests of a token in any minute."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._asked: dict[int, deque[float]] = {}

    def allow_request(self, request: HttpRequest) -> bool:
        """Count a request that its token has authenticated."""
        token: int = request.auth.pk  # type: ignore[attr-defined]
        moment = time.monotonic()
        with self._lock:
            if len(self._asked) > _REMEMBERED:
                self._asked.clear()
            asked = self._asked.setdefault(token, deque())
            while asked and asked[0] <= moment - _MINUTE:
                asked.popleft()
            if len(asked) >= self.most:
                return False
            asked.append(moment)
            return True

    def wait(self) -> float:
        """Seconds after which to ask again."""
        return _MINUTE / 6


READING: Final = Limit(300)
SUBMITTING: Final = Limit(60)
