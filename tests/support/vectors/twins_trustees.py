"""Twins whose trustees are at fault: single ones, and groups that made their key together."""

from typing import Any, Final

import msgspec
from tests.support.ceremony import Ceremony
from tests.support.online_box import edit, seeded
from tests.support.vectors.sound import Steps, box_of, steps_of_box
from tests.support.vectors.twin import Change, Twin, altered, put, set_in, twin

from suffrage.belenios.backend import load_group
from suffrage.belenios.setup import setup_records
from suffrage.belenios.threshold.pki import sign
from suffrage.belenios.trustee import prove_possession

__all__ = ["twins"]

_GROUP: Final = load_group("Ed25519")
_IDENTITY: Final = f"{1:064x}"
# Of order 2: y = p - 1.
_OUTSIDE: Final = f"{2**255 - 20:064x}"


def twins() -> list[Twin]:
    """All of them."""
    return [*_singles(), *_rogues(), *_groups()]


def _setup(change: Change, base: str = "plain") -> Steps:
    return altered(base, "Setup", change, record=1)


def _singles() -> list[Twin]:
    response = [1, 1, "pok", "response"]
    cases: list[tuple[str, str, Change, str, dict[str, int]]] = [
        (
            "proof",
            "bel.trustee-proof",
            set_in(response, lambda text: str(int(text) + 1)),
            "the second trustee's proof of possession is wrong",
            {"owner": 2},
        ),
        (
            "proof-of-another",
            "bel.trustee-proof",
            lambda f: f[1][1].update(pok=f[0][1]["pok"]),
            "the second trustee shows the first one's proof",
            {"owner": 2},
        ),
        (
            "identity",
            "bel.identity",
            set_in([0, 1, "public_key"], _IDENTITY),
            "a trustee's key that everybody knows",
            {},
        ),
        (
            "outside",
            "bel.point",
            set_in([0, 1, "public_key"], _OUTSIDE),
            "a trustee's key outside the group",
            {},
        ),
        (
            "signature",
            "bel.unsupported",
            lambda f: f[0][1].update(signature=f[0][1]["pok"]),
            "a single trustee with a signature that nothing could check",
            {},
        ),
        (
            "kind",
            "bel.json",
            set_in([0, 0], "Shamir"),
            "a kind of trustee that nobody knows",
            {},
        ),
    ]
    at = {
        "kind": "event 0 [0][0]",
        "identity": "event 0 owner 1",
        "outside": "event 0 owner 1",
    }
    return [
        twin(
            f"trustee-{name}",
            "plain",
            _setup(change),
            (code, at.get(name, "event 0")),
            note,
            **fields,
        )
        for name, code, change, note, fields in cases
    ]


def _rogues() -> list[Twin]:
    """Trustees whose keys are made from those of others."""
    box = box_of("plain", "rogues")
    election, _, credentials, _ = steps_of_box("plain")[0][1]
    own = _GROUP.base([4242])
    first = _GROUP.decode([box.keys[0].public.public_key])
    (rogue,) = _GROUP.encode(_GROUP.add(own, _GROUP.times(first, [-1])))
    guess = prove_possession(_GROUP, 4242, rogue, seeded("rogue"))
    opposite = -box.keys[0].exponent % _GROUP.order
    (other,) = _GROUP.encode(_GROUP.base([opposite]))
    cancelled = prove_possession(_GROUP, opposite, other, seeded("opposite"))
    cases = [
        (
            "rogue",
            ("bel.trustee-proof", "event 0"),
            _single(rogue, guess),
            own,
            "the second trustee's key cancels the first one's, so that the own key decrypts all",
            {"owner": 2},
        ),
        (
            "opposite",
            ("bel.identity", "event 0 election"),
            _single(other, cancelled),
            _GROUP.base([0]),
            "two trustees whose keys cancel each other: everybody could decrypt",
            {},
        ),
        (
            "repeated",
            ("bel.trustee-repeated", "event 0"),
            ["Single", msgspec.to_builtins(box.keys[0].public)],
            _GROUP.base([2 * box.keys[0].exponent]),
            "one trustee stands for two",
            {},
        ),
    ]
    made = []
    for name, refusal, second, key, note, fields in cases:
        single = ["Single", msgspec.to_builtins(box.keys[0].public)]
        (text,) = _GROUP.encode(key)
        asked = edit(election, set_in(["public_key"], text))
        records = setup_records(asked, msgspec.json.encode([single, second]), credentials)
        steps = put(steps_of_box("plain"), 0, records)
        made.append(twin(f"trustee-{name}", "plain", steps, refusal, note, **fields))
    return made


def _single(text: str, proof: object) -> list[Any]:
    return ["Single", {"pok": msgspec.to_builtins(proof), "public_key": text}]


def _in_group(change: Change) -> Change:
    """The change made to the record of the group, which stands after the single trustee."""
    return lambda parts: change(parts[1][1])


def _groups() -> list[Twin]:
    """Records of a threshold group; the first trustee is single."""
    ceremony = Ceremony()
    (other,) = _GROUP.encode(_GROUP.base([777]))
    (more,) = _GROUP.encode(_GROUP.base([778]))

    def message(path: str, member: int, change: Change) -> Change:
        def alter(group: Any) -> None:
            signed = group[path][member - 1]
            signed["message"] = edit(signed["message"].encode(), change).decode()

        return alter

    def recommit(group: Any) -> None:
        """Member 2 commits to three coefficients instead of two, properly signed."""
        points = _GROUP.decode([other, more, other])
        group.update(
            coefexps=[group["coefexps"][0], None, group["coefexps"][2]],
            signatures=[group["signatures"][0], None, group["signatures"][2]],
        )
        fields = ceremony.commit(2, points)
        group["coefexps"][1], group["signatures"][1] = fields["coefexps"], fields["signature"]

    def rekey(group: Any) -> None:
        """Member 3 signs a key of its own that does not follow from the commitments."""
        signature = sign(_GROUP, ceremony.keys(3), other, seeded("rekey"))
        group["verification_keys"][2] = msgspec.to_builtins(
            {
                "pok": prove_possession(_GROUP, 777, other, seeded("pok")),
                "public_key": other,
                "signature": signature,
            }
        )

    first = {"member": 1}
    cases: list[tuple[str, str, str, Change, str, dict[str, int]]] = [
        (
            "threshold-zero",
            "bel.threshold",
            "",
            lambda g: g.update(threshold=0),
            "nobody would be needed to decrypt",
            {"threshold": 0, "size": 3},
        ),
        (
            "threshold-raised",
            "bel.certificate-context",
            " member 1",
            lambda g: g.update(threshold=3),
            "three would be needed, where the members agreed on two",
            first,
        ),
        (
            "member-missing",
            "bel.ceremony-size",
            "",
            lambda g: g["verification_keys"].pop(),
            "a key is missing",
            {"given": 2, "size": 3},
        ),
        (
            "certificate-other-key",
            "bel.certificate-signature",
            " member 3",
            message("certs", 3, set_in(["encryption"], other)),
            "the server puts a key of its own into a certificate",
            {"member": 3},
        ),
        (
            "certificates-exchanged",
            "bel.certificate-context",
            " member 1",
            lambda g: g["certs"].reverse(),
            "members stand in each other's place",
            first,
        ),
        (
            "commitments-changed",
            "bel.coefexps-signature",
            "",
            message("coefexps", 2, set_in(["coefexps", 0], other)),
            "the server changes a member's commitments",
            {"member": 2},
        ),
        (
            "degree",
            "bel.coefexps-number",
            "",
            recommit,
            "a member's polynomial has a coefficient too many",
            {"member": 2, "right": 2},
        ),
        (
            "commitments-of-another-list",
            "bel.polynomial-signature",
            "",
            lambda g: g["signatures"].reverse(),
            "what binds the commitments to the list of members is another member's",
            first,
        ),
        (
            "key-of-its-own",
            "bel.verification-key",
            "",
            rekey,
            "a member's key does not follow from the commitments, although all else holds",
            {"member": 3},
        ),
        (
            "key-unsigned",
            "bel.verification-signature",
            "",
            lambda g: g["verification_keys"][1].pop("signature"),
            "a member did not sign its key",
            {"member": 2},
        ),
        (
            "key-unproved",
            "bel.verification-proof",
            "",
            lambda g: g["verification_keys"][1].update(pok=g["verification_keys"][0]["pok"]),
            "a member shows another's proof of possession",
            {"member": 2},
        ),
    ]
    return [
        twin(
            f"group-{name}",
            "threshold",
            _setup(_in_group(change), "threshold"),
            (code, f"event 0 trustees[1]{where}"),
            note,
            **fields,
        )
        for name, code, where, change, note, fields in cases
    ]
