"""A ceremony in memory, honest or not: every message is made when asked for and can be replaced."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec
from tests.support.online_box import OnlineBox, seeded

from suffrage.belenios.backend import load_group
from suffrage.belenios.credentials import write_public_credentials
from suffrage.belenios.election import make_election
from suffrage.belenios.group import Group, Points
from suffrage.belenios.setup import Setup, read_setup, setup_records
from suffrage.belenios.strict_json import read, write
from suffrage.belenios.threshold.assemble import assemble
from suffrage.belenios.threshold.certificate import (
    Certificates,
    check_certificates,
    make_certificate,
)
from suffrage.belenios.threshold.channel import seal
from suffrage.belenios.threshold.coefexps import sign_coefexps
from suffrage.belenios.threshold.pedersen import Pedersen
from suffrage.belenios.threshold.pki import MemberKeys, derive_keys, make_seed
from suffrage.belenios.threshold.polynomial import make_polynomial
from suffrage.belenios.threshold.recover import recover_key
from suffrage.belenios.threshold.route import route
from suffrage.belenios.threshold.sealed import Secret
from suffrage.belenios.threshold.share import make_share
from suffrage.belenios.trustees import TrusteeKey, read_trustees, write_trustees


@dataclass
class Ceremony:
    """``threshold`` of ``size`` members; attributes may be replaced before the next is read."""

    size: int = 3
    threshold: int = 2
    seed: str = "ceremony"
    group: Group = field(default_factory=lambda: load_group("Ed25519"))

    def __post_init__(self) -> None:
        self.entropy = seeded(self.seed)
        self.seeds = [make_seed(self.entropy) for _ in range(self.size)]

    def keys(self, member: int) -> MemberKeys:
        return derive_keys(self.group, self.seeds[member - 1])

    def certificate(self, member: int, **others: Any) -> bytes:
        """A certificate of a member's seed; ``others`` replace parts of its context."""
        context = {"size": self.size, "threshold": self.threshold, "index": member, **others}
        return make_certificate(self.group, self.seeds[member - 1], entropy=self.entropy, **context)

    @cached_property
    def sent_certificates(self) -> list[bytes]:
        return [self.certificate(member) for member in self.members]

    @cached_property
    def certificates(self) -> Certificates:
        return self.check(self.sent_certificates)

    def check(self, certificates: list[bytes]) -> Certificates:
        return check_certificates(
            self.group, certificates, size=self.size, threshold=self.threshold
        )

    @cached_property
    def polynomials(self) -> list[bytes]:
        return [self.polynomial(member) for member in self.members]

    def polynomial(self, member: int) -> bytes:
        return make_polynomial(self.group, self.seeds[member - 1], self.certificates, self.entropy)

    @cached_property
    def vinputs(self) -> list[bytes]:
        return route(self.group, self.certificates, self.polynomials)

    def share(self, member: int) -> bytes:
        return make_share(
            self.group,
            self.seeds[member - 1],
            self.certificates,
            self.vinputs[member - 1],
            self.entropy,
        )

    @cached_property
    def voutputs(self) -> list[bytes]:
        return [self.share(member) for member in self.members]

    @cached_property
    def record(self) -> bytes:
        return assemble(self.group, self.certificates, self.polynomials, self.voutputs)

    def key(self, member: int) -> TrusteeKey:
        seed, voutput = self.seeds[member - 1], self.voutputs[member - 1]
        return recover_key(self.group, seed, self.record, voutput)

    @property
    def members(self) -> range:
        return range(1, self.size + 1)

    def sealed_share(self, sender: int, recipient: int, value: object) -> str:
        """Whatever a dishonest sender seals in the place of a share."""
        key = self.certificates.encryption.take([recipient - 1])
        message = value if isinstance(value, bytes) else write(Secret(secret=str(value)))
        return seal(self.group, self.keys(sender), key, message, self.entropy)

    def commit(self, member: int, points: Points) -> dict[str, Any]:
        """The fields of a message in which a member commits to any elements, properly signed."""
        signed, signature = sign_coefexps(
            self.group, self.keys(member), self.certificates, points, self.entropy
        )
        fields: dict[str, Any] = msgspec.to_builtins({"coefexps": signed, "signature": signature})
        return fields

    @property
    def pedersen(self) -> Pedersen:
        return read(self.record, Pedersen, "threshold")


@dataclass
class ThresholdBox(OnlineBox):
    """A box whose trustees are first ``trustees`` single ones, then the members of a ceremony."""

    trustees: int = 1
    ceremony: Ceremony = field(default_factory=Ceremony)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.singles = [key.public for key in self.keys]
        self.keys += [self.ceremony.key(member) for member in self.ceremony.members]

    @cached_property
    def setup(self) -> Setup:
        data = write_trustees([*self.singles, self.ceremony.pedersen])
        group = self.ceremony.group
        election = make_election(
            name="Test",
            description="A box of threshold trustees",
            uuid=self.uuid,
            questions=self.questions,
            trustee_keys=group.encode(read_trustees(group, data).key),
            group=group.name,
        )
        public = (credential.public for credential in self.credentials)
        listed = write_public_credentials(public, group=group.name)
        return read_setup(setup_records(election.data, data, listed))
