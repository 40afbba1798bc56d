"""The addresses of the commission's desk."""

from django.urls import path

from suffrage.office.desks.commission import front, polls, rules

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", front.front, name="commission"),
    path("rules/fix", rules.fix, name="fix-rules"),
    path("polls/<int:round>/open", polls.open_, name="open-polls"),
    path("polls/<int:round>/close", polls.close, name="close-polls"),
]
