"""The addresses behind the QR code of a sheet."""

from django.urls import path

from suffrage.office.desks.confirm.saying import checks, say
from suffrage.office.desks.confirm.sheet_page import sheet_page

__all__ = ["urlpatterns"]

urlpatterns = [
    path("c", sheet_page, name="confirm"),
    path("desk/<slug:election>/checks", checks, name="sheet-checks"),
    path("desk/<slug:election>/checks/<str:contest>/<str:unit>", say, name="say-sheet"),
]
