"""What members seal for each other, and whatever else may contain a secret: no representation."""

from typing import Any

from suffrage.belenios.strict_json import Exponent, Record

__all__ = ["Coefficients", "DecryptionKey", "Hidden", "Secret"]


class Hidden(Record, frozen=True):
    """A record whose representation shows no field."""

    def __repr__(self) -> str:
        """The name of the class."""
        return f"{type(self).__name__}()"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Nothing: libraries for terminals would show every field."""
        return []


class Coefficients(Hidden, frozen=True, kw_only=True):
    """The own polynomial, the constant term first."""

    polynomial: tuple[Exponent, ...]


class Secret(Hidden, frozen=True, kw_only=True):
    """The value f(j) for member j."""

    secret: Exponent


class DecryptionKey(Hidden, frozen=True, kw_only=True):
    """The own key, made in the end."""

    decryption_key: Exponent
