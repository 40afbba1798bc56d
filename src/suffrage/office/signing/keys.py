"""The key of an official, made in the browser: what arrives here is its public half.

The proof is the key's own signature over purpose, origin, role and key: nobody can bring
somebody else's key. Whether the key is in office is for the board to say.
"""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.board.signature import check_signature
from suffrage.errors import Malformed, Refused
from suffrage.office.models import Grant
from suffrage.office.rights.desk import Desk, action
from suffrage.office.serving.local_path import local_path
from suffrage.office.signing.policy import SIGNING

__all__ = ["check_key_proof", "keys", "make_key"]


@action(SIGNING, "sign")
def keys(desk: Desk) -> HttpResponse:
    """The person's roles in this election, and the key of each."""
    grants = Grant.objects.filter(election=desk.election, person=desk.person).order_by("role")
    in_office = desk.state.keys
    shown = [
        {
            "role": grant.role,
            "key": grant.key,
            "in_office": bool(grant.key) and in_office.get(grant.role) == grant.key,
            "another": grant.role in in_office and in_office[grant.role] != grant.key,
        }
        for grant in grants
        if grant.role.partition("@")[0] in SIGNING.actions["sign"]
    ]
    return desk.render("signing/keys.html", shown=shown, origin=desk.definition.origin)


@action(SIGNING, "sign")
def make_key(desk: Desk) -> HttpResponse:
    """Keep the public key that the browser made for one of the person's roles."""
    own = reverse("keys", args=(desk.election.slug,))
    if desk.request.method != "POST":
        return HttpResponseRedirect(own)
    role = desk.request.POST.get("role", "")
    grant = Grant.objects.filter(election=desk.election, person=desk.person, role=role).first()
    if grant is None:
        raise Refused("office.not-granted", desk="signing", action="sign")
    key = desk.request.POST.get("key", "")
    check_key_proof(desk.definition.origin, role, key, desk.request.POST.get("proof", ""))
    grant.key = key
    grant.save(update_fields=["key"])
    then = desk.request.POST.get("next", "")
    return HttpResponseRedirect(local_path(then, own))


def check_key_proof(origin: str, role: str, key: str, proof: str) -> None:
    """Raise unless ``proof`` shows that whoever sends the key holds it (``docs/spec/office.md``).

    ``Malformed("office.key")`` for what is no key; ``NotVerified`` for a false proof.
    """
    if not all(
        len(text) == size and set(text) <= set("0123456789abcdef")
        for text, size in ((key, 64), (proof, 128))
    ):
        raise Malformed("office.key", at="key")
    message = f"suffrage-key/1\n{origin}\n{role}\n{key}".encode()
    check_signature(key, message, proof, role=role)
