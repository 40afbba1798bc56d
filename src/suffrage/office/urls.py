"""The addresses of the office. Each desk brings its own; all of an election lie under its slug."""

from django.urls import include, path

from suffrage.office.api import token_desk
from suffrage.office.api.interface import api_urls
from suffrage.office.desks.commission import setup
from suffrage.office.home import home
from suffrage.office.motions import views as motions
from suffrage.office.serving.health import health
from suffrage.office.serving.public_files import public_file
from suffrage.office.signing.keys import keys, make_key
from suffrage.office.signing.views import sign

__all__ = ["urlpatterns"]

handler403 = "suffrage.office.serving.failures.forbidden"
handler404 = "suffrage.office.serving.failures.missing"
handler429 = "suffrage.office.serving.failures.too_often"
handler500 = "suffrage.office.serving.failures.our_fault"

urlpatterns = [
    path("", home, name="home"),
    path("account/", include("suffrage.office.accounts.urls")),
    path("new/", setup.new, name="new-election"),
    path("new/file", setup.upload, name="upload-election"),
    path("new/<slug:template>", setup.fill_in, name="new-from"),
    path("api/", api_urls()),
    path("health", health, name="health"),
    path("", include("suffrage.office.desks.section.urls")),
    path("", include("suffrage.office.desks.confirm.urls")),
    path("desk/<slug:election>/kits/", include("suffrage.office.desks.kits.urls")),
    path("e/<slug:slug>/<path:path>", public_file, name="public"),
    path("e/<slug:slug>/", public_file, {"path": ""}, name="public-folder"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("desk/<slug:election>/agents/", include("suffrage.office.desks.agents.urls")),
    path("desk/<slug:election>/tokens", token_desk.tokens, name="tokens"),
    path("desk/<slug:election>/tokens/<int:token>/revoke", token_desk.revoke, name="revoke-token"),
    path("desk/<slug:election>/commission/", include("suffrage.office.desks.commission.urls")),
    path("desk/<slug:election>/federation/", include("suffrage.office.desks.federation.urls")),
    path("desk/<slug:election>/helpdesk/", include("suffrage.office.desks.helpdesk.urls")),
    path("desk/<slug:election>/roll/", include("suffrage.office.desks.roll.urls")),
    path("m/<slug:slug>/", include("suffrage.office.member.urls")),
    path("desk/<slug:election>/keys", keys, name="keys"),
    path("desk/<slug:election>/keys/make", make_key, name="make-key"),
    path("desk/<slug:election>/sign/<str:proposals>", sign, name="sign"),
    path("desk/<slug:election>/motions", motions.motions, name="motions"),
    path("desk/<slug:election>/motions/<int:motion>", motions.motion, name="motion"),
    path("desk/<slug:election>/motions/<int:motion>/vote", motions.vote, name="vote"),
    path(
        "desk/<slug:election>/motions/<int:motion>/record",
        motions.record_decision,
        name="record-decision",
    ),
    path("desk/<slug:election>/motions/<int:motion>/perform", motions.carry_out, name="carry-out"),
    path(
        "desk/<slug:election>/motions/<int:motion>/withdraw",
        motions.withdraw,
        name="withdraw-motion",
    ),
]
