"""The key that the phone has made, its proof checked, until the federation appoints it."""

from django.http import HttpResponse, JsonResponse

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.values import Value
from suffrage.office.clock import now
from suffrage.office.desks.section.phone import Phone, section_action
from suffrage.office.desks.section.said import read_said
from suffrage.office.models import SectionKey
from suffrage.office.signing.keys import check_key_proof

__all__ = ["key"]


class _Said(Value, frozen=True):
    key: str
    proof: str


@section_action("key")
def key(phone: Phone) -> HttpResponse:
    """Keep the key as the section's newest; the same key again changes nothing."""
    said = canonical.convert(read_said(phone.request), _Said)
    check_key_proof(phone.state.origin, phone.role, said.key, said.proof)
    holder = phone.state.used_keys.get(said.key, phone.role)
    if holder != phone.role:
        raise Malformed("office.key", at="key")
    if phone.key is None or phone.key.key != said.key:
        SectionKey.objects.filter(kit=phone.kit, key=said.key).delete()
        phone.key = SectionKey.objects.create(
            kit=phone.kit, role=phone.role, key=said.key, asked_at=now()
        )
    return JsonResponse({"key": phone.key_state})
