"""The addresses of a section's phone."""

from django.urls import path

from suffrage.office.desks.section import page
from suffrage.office.desks.section.door import door
from suffrage.office.desks.section.drafts import draft
from suffrage.office.desks.section.key import key
from suffrage.office.desks.section.photo import photo
from suffrage.office.desks.section.reading import again, reread
from suffrage.office.desks.section.sending import send
from suffrage.office.desks.section.telling import state

__all__ = ["urlpatterns"]

urlpatterns = [
    path("s/<slug:slug>/<str:unit>/<int:round>", door, name="door"),
    path("section/", page.app, name="section"),
    path("section/worker.js", page.worker, name="section-worker"),
    path("section/closed", page.shut, name="section-shut"),
    path("section/state", state, name="section-state"),
    path("section/key", key, name="section-key"),
    path("section/draft", draft, name="section-draft"),
    path("section/send", send, name="section-send"),
    path("section/reread", reread, name="section-reread"),
    path("section/again", again, name="section-again"),
    path("section/photo", photo, name="section-photo"),
]
