"""Who signs in this office: every role that the board knows, each what it has proposed itself."""

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["SIGNING"]

SIGNING = DeskPolicy(
    "signing",
    {
        "sign": (
            "convener",
            "commission",
            "federation",
            "teller",
            "agent",
            "trustee",
            "registrar",
            "congress",
        )
    },
)
