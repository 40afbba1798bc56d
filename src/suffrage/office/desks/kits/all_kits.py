"""The kits of a whole federation: asked for, watched, fetched, destroyed."""

import tempfile
import zipfile

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.model.units import NATION
from suffrage.office.desks.kits import files, jobs
from suffrage.office.desks.kits.policy import POLICY
from suffrage.office.desks.kits.posted import posted
from suffrage.office.models import KitJob
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader
from suffrage.site.pages.people import unit_name

__all__ = ["ask", "fetch", "forget", "go_on", "watch"]


@action(POLICY, "print", unit="place")
@posted
def ask(desk: Desk, place: str, round: int) -> HttpResponse:  # noqa: A002  (the address)
    """Begin to print the kits of all sections below a place."""
    known = place == NATION or place in desk.definition.tree.by_id
    if not known or round not in desk.definition.rounds:
        raise Http404
    job = jobs.begin(desk.election, place, round, reader().language, desk.role)
    jobs.start(job)
    return _to(desk, job)


@action(POLICY, "print")
def watch(desk: Desk, job: int) -> HttpResponse:
    """How far it is; the page loads itself again while somebody is at work."""
    found = _job(desk, job)
    silent = jobs.is_silent(found)
    place = found.below if found.below == NATION else unit_name(desk.state, found.below)
    response = desk.render("kits/job.html", job=found, silent=silent, place=place)
    if not silent and found.finished_at is None:
        response["Refresh"] = "5"
    return response


@action(POLICY, "print")
@posted
def go_on(desk: Desk, job: int) -> HttpResponse:
    """Go on with a job that was interrupted."""
    found = _job(desk, job)
    jobs.start(found)
    return _to(desk, found)


@action(POLICY, "print")  # type: ignore[arg-type]  # (a file is an answer too)
def fetch(desk: Desk, job: int) -> FileResponse:
    """All kits of a finished job as one ZIP."""
    found = _job(desk, job)
    if found.finished_at is None:
        raise Http404
    # A copy without a name: what is destroyed while it is on its way still arrives.
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    with files.held(found) as there, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        if not there:
            raise Http404
        for kit in files.files_of(found):
            archive.write(kit, f"kit-{kit.stem}-{found.round}.pdf")
    file.seek(0)
    name = f"kits-{found.below}-{found.round}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@action(POLICY, "print")
@posted
def forget(desk: Desk, job: int) -> HttpResponse:
    """Destroy the files: they hold the codes."""
    files.drop(_job(desk, job))
    return HttpResponseRedirect(reverse("kits", args=(desk.election.slug,)))


def _job(desk: Desk, number: int) -> KitJob:
    """A job of this election, in the place of one of the person's roles; raises ``Refused``."""
    found = KitJob.objects.filter(election=desk.election, pk=number).first()
    if found is None:
        raise Http404
    POLICY.check(desk.roles, "print", desk.definition.tree, found.below)
    return found


def _to(desk: Desk, job: KitJob) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("kit-job", args=(desk.election.slug, job.pk)))
