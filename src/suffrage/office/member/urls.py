"""The addresses of members' own pages."""

from django.urls import path

from suffrage.office.member import door, own

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", door.door, name="member"),
    path("ask", door.ask, name="member-ask"),
    path("code", door.code, name="member-code"),
    path("code/try", door.try_code, name="member-try"),
    path("own", own.own, name="member-own"),
    path("own/appeal", own.appeal, name="member-appeal"),
    path("own/opening.json", own.leaf, name="member-leaf"),
    path("leave", door.leave, name="member-leave"),
]
