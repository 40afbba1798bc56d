"""The addresses of the agents' desk."""

from django.urls import path

from suffrage.office.desks.agents import (
    answers,
    claim_form,
    claims,
    compare,
    copy,
    disputes,
    front,
    incidents,
    photos,
    witnesses,
)

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", front.front, name="agents"),
    path("seen", front.seen, name="agents-seen"),
    path("copy", copy.copy, name="agents-copy"),
    path("copy/file", copy.copy_file, name="agents-copy-file"),
    path("compare", compare.compare, name="agents-compare"),
    path("claims", claims.claims, name="agents-claims"),
    path("claims/new", claim_form.claim_form, name="agents-claim"),
    path("claims/<int:claim>/answer", answers.answer, name="agents-answer"),
    path("disputes", disputes.disputes, name="agents-disputes"),
    path("disputes/new", disputes.file, name="agents-dispute"),
    path("incidents", incidents.incidents, name="agents-incidents"),
    path("incidents/new", incidents.report, name="agents-incident"),
    path("photos", photos.photos, name="agents-photos"),
    path("photos/<int:photo>", photos.picture, name="agents-photo"),
    path("witnesses", witnesses.witnesses, name="agents-witnesses"),
    path("witnesses/address", witnesses.address, name="agents-witness"),
]
