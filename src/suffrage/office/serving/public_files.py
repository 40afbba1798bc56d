"""The public folder at the address that a board's origin names: ``/e/<slug>/…``.

Any web server does this better; this one lets a small office begin with one command. What it
serves is what anybody may mirror.
"""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import http_date

from suffrage.office.models import Election

__all__ = ["public_file"]

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_FIRST: Final = "site/index.html"
_FOR_EVER: Final = ("blob/", "log/tile/")


def public_file(_request: HttpRequest, slug: str, path: str) -> FileResponse | HttpResponseRedirect:
    """One file of a public folder; the folder itself leads to its first page."""
    if not Election.objects.filter(slug=slug).exists():
        raise Http404
    if "\0" in path:  # no name of a file, and an error of the file system
        raise Http404
    if not path:  # the page's own links are beside it
        return HttpResponseRedirect(reverse("public", args=(slug, _FIRST)))
    root = (settings.ENVIRONMENT.data / "public" / slug).resolve()
    target = (root / path).resolve()
    if not target.is_relative_to(root) or not target.is_file() or _hidden(target, root):
        raise Http404
    response = FileResponse(target.open("rb"), content_type=_type(target))
    response["Last-Modified"] = http_date(target.stat().st_mtime)
    response["Content-Security-Policy"] = _POLICY
    response["Access-Control-Allow-Origin"] = "*"
    kept = path.startswith(_FOR_EVER) and ".p/" not in path
    response["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
    return response


def _hidden(target: Path, root: Path) -> bool:
    """Whether a file is half-written, or no part of what is published."""
    return any(part.startswith(".") for part in target.relative_to(root).parts)


def _type(target: Path) -> str:
    return _TYPES.get(target.suffix, "application/octet-stream")
