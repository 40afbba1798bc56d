"""New recovery codes, also for whoever's old ones this office can no longer read.

The library counts the old codes before it offers new ones, and its page would be refused.
"""

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from django.views.generic.edit import FormView

__all__ = ["new_codes"]


class _NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]  # (the library has no types)
    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """The form alone."""
        return FormView.get_context_data(self, **named)


new_codes = _NewCodes.as_view()
"""The view, for whoever has proved who it is just now."""
