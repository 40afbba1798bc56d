"""The organiser's part of a ceremony: from the files in a folder to those of the next step.

Any computer may do it, for nothing here is secret and nothing is believed: members check what
they are sent, and the published record is checked by everybody. Names of files:

    certificate-I.json  →  certificates.json
    polynomial-I.json   →  input-I.json
    output-I.json       →  trustees.json
    trustee-I.json      →  trustees.json     (trustees with keys of their own)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Group
from suffrage.belenios.strict_json import read
from suffrage.belenios.threshold.assemble import assemble
from suffrage.belenios.threshold.certificate import Certificate, Certificates, check_certificates
from suffrage.belenios.threshold.complaint import check_complaint
from suffrage.belenios.threshold.pedersen import Pedersen
from suffrage.belenios.threshold.pki import Signed
from suffrage.belenios.threshold.route import route
from suffrage.belenios.trustee import Trustee
from suffrage.belenios.trustees import read_trustees, write_trustees
from suffrage.errors import Malformed, NotVerified, Refused, Unavailable
from suffrage.trustee.ceremony import read_list, write_list

__all__ = ["LIST", "TRUSTEES", "Gathered", "gather", "sent_name"]

LIST: Final = "certificates.json"
TRUSTEES: Final = "trustees.json"
_MOST: Final = 50
_Kind = Literal["certificate", "polynomial", "output", "trustee", "input", "complaint"]
_NUMBERED = re.compile(r"(certificate|polynomial|output|trustee)-([1-9][0-9]?)\.json")
_COMPLAINT = re.compile(r"complaint-[1-9][0-9]?-[1-9][0-9]?\.json")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files to write, by name, and what they are for."""

    step: Literal["list", "inputs", "threshold", "single"]
    files: Mapping[str, bytes]
    certificates: Certificates | None = None


def sent_name(kind: _Kind, index: int) -> str:
    """The name of a member's file."""
    return f"{kind}-{index}.json"


def gather(files: Mapping[str, bytes], group: str = "Ed25519") -> Gathered:
    """The next step that these files, by name, allow.

    Raises ``Unavailable("bel.ceremony-missing")`` with the member who has not sent a file,
    ``Refused``: ``trustee.nothing-to-gather``, ``trustee.gathered`` when all is done,
    ``trustee.mixed`` for keys of both sorts; ``NotVerified("trustee.accused")`` with the member
    against whom a complaint holds, ``Malformed("trustee.too-many")``, and what the steps of
    ``belenios.threshold`` raise.
    """
    if TRUSTEES in files:
        raise Refused("trustee.gathered", path=TRUSTEES)
    sent = _sent(files)
    if sent["trustee"]:
        if sent["certificate"]:
            raise Refused("trustee.mixed")
        return _single(load_group(group), sent["trustee"])
    if not sent["certificate"]:
        raise Refused("trustee.nothing-to-gather")
    return _threshold(files, sent)


def _sent(files: Mapping[str, bytes]) -> dict[str, dict[int, bytes]]:
    sent: dict[str, dict[int, bytes]] = {
        kind: {} for kind in ("certificate", "polynomial", "output", "trustee")
    }
    for name, data in files.items():
        found = _NUMBERED.fullmatch(name)
        if found:
            sent[found[1]][int(found[2])] = data
    return sent


def _single(group: Group, sent: Mapping[int, bytes]) -> Gathered:
    for index in range(1, max(sent) + 1):
        if index not in sent:
            raise Unavailable("bel.ceremony-missing", member=index)
    data = write_trustees([read(sent[index], Trustee, "trustee") for index in sorted(sent)])
    read_trustees(group, data)
    return Gathered("single", {TRUSTEES: data})


def _threshold(files: Mapping[str, bytes], sent: Mapping[str, Mapping[int, bytes]]) -> Gathered:
    first = min(sent["certificate"])
    signed = read(sent["certificate"][first], Signed, "certificate")
    context = read(signed.message.encode(), Certificate, "certificate").context
    group, of, need = load_group(context.group), context.size, context.threshold
    if of > _MOST:
        # Nothing is believed yet, and lists of this length are about to be made.
        raise Malformed("trustee.too-many", member=first, size=of, most=_MOST)

    def messages(kind: str) -> list[bytes | None]:
        most = max([of, *sent[kind]])
        return [sent[kind].get(index) for index in range(1, most + 1)]

    if LIST not in files:
        certificates = check_certificates(group, messages("certificate"), size=of, threshold=need)
        return Gathered("list", {LIST: write_list(certificates)}, certificates)
    certificates = read_list(group, files[LIST], of=of, need=need)
    _check_complaints(group, certificates, files, sent["polynomial"])
    polynomials = messages("polynomial")
    if any(sent_name("input", index) not in files for index in range(1, of + 1)):
        inputs = route(group, certificates, polynomials)
        named = {sent_name("input", index): data for index, data in enumerate(inputs, 1)}
        return Gathered("inputs", named, certificates)
    record = assemble(group, certificates, polynomials, messages("output"))
    data = write_trustees([read(record, Pedersen, "trustees")])
    return Gathered("threshold", {TRUSTEES: data}, certificates)


def _check_complaints(
    group: Group,
    certificates: Certificates,
    files: Mapping[str, bytes],
    polynomials: Mapping[int, bytes],
) -> None:
    """A complaint that holds ends the ceremony, and says whose fault it is."""
    for name in sorted(files):
        if _COMPLAINT.fullmatch(name) is None:
            continue
        accused = int(name.removesuffix(".json").split("-")[2])
        if accused not in polynomials:
            raise Unavailable("bel.ceremony-missing", member=accused)
        found = check_complaint(group, certificates, polynomials[accused], files[name])
        raise NotVerified("trustee.accused", member=found.accused, accuser=found.accuser)
