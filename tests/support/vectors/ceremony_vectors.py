"""``ceremony-ed25519.json``: the messages of a two-of-three ceremony, from seeds and randomness."""

from typing import Any

import msgspec
from tests.support.ceremony import Ceremony
from tests.support.vectors.draws import Draws

from suffrage.belenios.backend import load_group
from suffrage.belenios.threshold.certificate import check_certificates, make_certificate
from suffrage.belenios.threshold.fingerprint import fingerprint
from suffrage.belenios.threshold.polynomial import make_polynomial
from suffrage.belenios.threshold.route import route
from suffrage.belenios.threshold.share import make_share

__all__ = ["ceremony_vectors"]

_SIZE, _THRESHOLD = 3, 2


def ceremony_vectors() -> dict[str, Any]:
    """The contents of the file."""
    group, entropy = load_group("Ed25519"), Draws("vectors ceremony")
    ceremony = Ceremony(_SIZE, _THRESHOLD, "vectors ceremony seeds")
    members: list[dict[str, Any]] = [{"seed": seed} for seed in ceremony.seeds]

    def keep(place: int, message: str, data: bytes) -> bytes:
        members[place][message] = {"draws": entropy.taken(), "message": data.decode()}
        return data

    certificates = [
        keep(
            place,
            "certificate",
            make_certificate(
                group, seed, size=_SIZE, threshold=_THRESHOLD, index=place + 1, entropy=entropy
            ),
        )
        for place, seed in enumerate(ceremony.seeds)
    ]
    checked = check_certificates(group, certificates, size=_SIZE, threshold=_THRESHOLD)
    polynomials = [
        keep(place, "polynomial", make_polynomial(group, seed, checked, entropy))
        for place, seed in enumerate(ceremony.seeds)
    ]
    inputs = route(group, checked, polynomials)
    outputs = [
        keep(place, "output", make_share(group, seed, checked, inputs[place], entropy))
        for place, seed in enumerate(ceremony.seeds)
    ]
    ceremony.sent_certificates = certificates
    ceremony.polynomials, ceremony.voutputs = polynomials, outputs
    for place, member in enumerate(members):
        keys = ceremony.keys(place + 1)
        member["signing"], member["decryption"] = str(keys.signing), str(keys.decryption)
        member["verification"], member["encryption"] = keys.verification, keys.encryption
        member["input"] = inputs[place].decode()
        member["fingerprint"] = fingerprint(checked, place + 1)
        member["key"] = msgspec.json.decode(ceremony.key(place + 1).private_file())
    return {
        "format": "suffrage-ceremony-vectors/1",
        "group": "Ed25519",
        "size": _SIZE,
        "threshold": _THRESHOLD,
        "fingerprint": fingerprint(checked),
        "members": members,
        "record": ceremony.record.decode(),
    }
