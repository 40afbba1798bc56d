"""The first page: the elections in which this person has a desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from suffrage.office.models import Grant

__all__ = ["home"]


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The roles of whoever is signed in, by election."""
    grants = (
        Grant.objects.filter(person=request.user.pk)
        .select_related("election")
        .order_by("-election__created_at", "role")
    )
    return render(request, "home.html", {"grants": grants})
