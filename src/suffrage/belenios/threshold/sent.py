"""What the server waits for before a step: one message of each member."""

from collections.abc import Sequence

from suffrage.errors import Malformed, Unavailable

__all__ = ["all_sent"]


def all_sent(messages: Sequence[bytes | None], size: int) -> tuple[bytes, ...]:
    """The messages of members 1 to ``size``; ``None`` stands for one not yet sent.

    Raises ``Unavailable("bel.ceremony-missing")`` with the first member who has not sent one, and
    ``Malformed("bel.ceremony-size")`` for too many.
    """
    if len(messages) > size:
        raise Malformed("bel.ceremony-size", given=len(messages), size=size)
    sent = []
    for index in range(size):
        message = messages[index] if index < len(messages) else None
        if message is None:
            raise Unavailable("bel.ceremony-missing", member=index + 1)
        sent.append(message)
    return tuple(sent)
