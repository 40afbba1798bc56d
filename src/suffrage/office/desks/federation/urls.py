"""The addresses of the federation's desk."""

from django.urls import path

from suffrage.office.desks.federation import (
    bulk,
    contacts,
    correct,
    difference,
    minutes,
    phones,
    photos,
    queue,
    seal,
    second,
    section,
    telephone,
    tellers,
    totals,
    worklist,
)

__all__ = ["urlpatterns"]

_SECTION = "section/<str:unit>"
_SHEET = f"{_SECTION}/sheet/<str:contest>"

urlpatterns = [
    path("", worklist.front, name="federation"),
    path("second", queue.second_readings, name="second-readings"),
    path("of/<str:unit>/", worklist.worklist, name="fed-sections"),
    path("of/<str:unit>/contacts", contacts.contacts, name="fed-contacts"),
    path("of/<str:unit>/phones", phones.phones, name="fed-phones"),
    path("of/<str:unit>/phones/appoint", phones.appoint, name="fed-appoint"),
    path("of/<str:unit>/sheets", bulk.upload, name="fed-upload"),
    path("of/<str:unit>/sheets/<int:upload>", bulk.uploaded, name="fed-uploaded"),
    path("of/<str:unit>/sheets/<int:upload>/sign", bulk.sign_sheets, name="fed-sign-sheets"),
    path("of/<str:unit>/minutes", minutes.minutes, name="fed-minutes"),
    path("of/<str:unit>/minutes.pdf", minutes.minutes_pdf, name="fed-minutes-pdf"),
    path("of/<str:unit>/totals", totals.said_totals, name="fed-totals"),
    path("of/<str:unit>/totals/say/<str:contest>", totals.say_total, name="fed-say-total"),
    path("of/<str:unit>/totals/<int:total>/claim", totals.record_total, name="fed-claim"),
    path(f"{_SECTION}/", section.section, name="fed-section"),
    path(f"{_SECTION}/opening", telephone.opening, name="fed-opening"),
    path(f"{_SECTION}/signatures", telephone.signatures, name="fed-signatures"),
    path(f"{_SECTION}/teller", tellers.invite_teller, name="fed-teller"),
    path(f"{_SECTION}/photo/<int:photo>", photos.photo, name="fed-photo"),
    path(f"{_SECTION}/photo/<int:photo>/unreadable", photos.unreadable, name="fed-unreadable"),
    path(f"{_SHEET}/telephone", telephone.sheet, name="fed-sheet"),
    path(f"{_SHEET}/seal", seal.seal, name="fed-seal"),
    path(f"{_SHEET}/seal/opening", seal.save_opening, name="fed-save-opening"),
    path(f"{_SHEET}/seal/sign", seal.sign_seal, name="fed-sign-seal"),
    path(f"{_SHEET}/photo", photos.bring_photo, name="fed-bring-photo"),
    path(f"{_SHEET}/second", second.second, name="fed-second"),
    path(f"{_SHEET}/correct", correct.correct, name="fed-correct"),
    path(f"{_SHEET}/difference", difference.difference, name="fed-difference"),
    path(f"{_SHEET}/difference/section", difference.read_by_section, name="fed-read"),
    path(f"{_SHEET}/difference/refer", difference.refer, name="fed-refer"),
]
