"""Asking before what cannot be undone."""

import typer

from suffrage.errors import Refused

__all__ = ["require_yes"]


def require_yes(question: str, *, yes: bool) -> None:
    """Go on only after a yes; raises ``Refused("trustee.not-confirmed")``."""
    if not (yes or typer.confirm(question)):
        raise Refused("trustee.not-confirmed")
