"""Who prints kits and reads out codes: the commission everywhere, a federation at home."""

from typing import Final

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["POLICY"]

POLICY: Final = DeskPolicy(
    "kits", {"see": ("commission", "federation"), "print": ("commission", "federation")}
)
