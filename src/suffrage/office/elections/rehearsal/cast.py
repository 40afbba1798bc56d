"""The cast of a rehearsal: a fresh key for every role, made and held in memory.

In an election each key is made on its holder's own device. Here one program plays everybody,
and the keys are worth nothing elsewhere: they are fresh, and the origin is in every signature.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from suffrage.belenios.group import Entropy
from suffrage.board.signature import Signer, key_of, signer
from suffrage.model.contests import Linked
from suffrage.model.definition import Definition
from suffrage.tlog.keys import COSIGNER, Key, format_key
from suffrage.tlog.keys import Signer as LogSigner
from suffrage.witness.local import LocalWitness

__all__ = ["Cast", "agents_of", "roles_of"]

_SEED: Final = 32


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody's Ed25519 seed by role, and those of the camps' witnesses by camp."""

    host: str
    seeds: Mapping[str, bytes] = field(repr=False)
    witnesses: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def fresh(cls, definition: Definition, entropy: Entropy) -> Self:
        """A cast for the roles that an evening of this definition needs."""
        return cls(
            definition.host,
            {role: entropy(_SEED) for role in roles_of(definition)},
            {camp: entropy(_SEED) for camp in definition.witnesses.keys},
        )

    def sign(self, role: str) -> Signer:
        """The signer of a role."""
        return signer(self.seeds[role])

    def key(self, role: str) -> str:
        """The public key of a role, in hexadecimal."""
        return key_of(self.seeds[role])

    def witness_keys(self) -> dict[str, str]:
        """The verifier keys of the camps' witnesses in this rehearsal."""
        return {
            camp: format_key(LogSigner(self._name(camp), COSIGNER, seed).key)
            for camp, seed in self.witnesses.items()
        }

    def witnesses_of(self, log: Key) -> tuple[LocalWitness, ...]:
        """The camps' witnesses, in this process, for the rehearsal's log."""
        return tuple(
            LocalWitness(self._name(camp), seed, log) for camp, seed in self.witnesses.items()
        )

    def _name(self, camp: str) -> str:
        return f"{self.host}/rehearsal/{camp}"


def roles_of(definition: Definition) -> tuple[str, ...]:
    """Commission, federations, a secretary and a teller a section, and an agent an option."""
    tree = definition.tree
    desks = (f"{kind}@{one.id}" for one in tree.sections for kind in ("secretary", "teller"))
    return (
        "convener",
        *(f"commission@{name}" for name in definition.commission.members),
        *(f"federation@{unit.id}" for unit in tree.federations),
        *desks,
        *agents_of(definition),
    )


def agents_of(definition: Definition) -> tuple[str, ...]:
    """The agents of the camps: one for each option of the first contest."""
    options = definition.contests[0].options
    if isinstance(options, Linked):
        return ()
    return tuple(dict.fromkeys(f"agent@{option.id}" for option in options))
