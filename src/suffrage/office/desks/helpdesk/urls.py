"""The addresses of the help desk."""

from django.urls import path

from suffrage.office.desks.helpdesk import looks

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", looks.front, name="helpdesk"),
    path("search", looks.search, name="helpdesk-search"),
    path("found/<int:look>", looks.found, name="helpdesk-found"),
    path("look/<str:unit>/<int:member>", looks.look_at, name="helpdesk-look"),
    path("answer/<int:look>", looks.answer, name="helpdesk-answer"),
    path("log", looks.log, name="helpdesk-log"),
]
