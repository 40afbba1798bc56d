"""The signed list of the site's files: one way to write it."""

import pytest

from suffrage.errors import Malformed
from suffrage.site.manifest import Manifest, parse_manifest

DIGEST = "ab" * 32
GOOD = Manifest("vote.example.org/e/x", 12, {"en/a.html": DIGEST, "fr/text@75/at/3.html": DIGEST})


def test_a_manifest_reads_back() -> None:
    assert parse_manifest(GOOD.text) == GOOD


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (b"suffrage-site/1", b"suffrage-site/2", 1),
        (b"\n12\n", b"\n012\n", 3),
        (b"en/a.html", b"gr/a.html", 5),
        (b"en/a.html", b"../a.html/", 4),
        (b"en/a.html", b"en//a.html", 4),
        (b"en/a.html", b"MANIFEST", 4),
        (b"  en/", b" en/", 4),
        (b"abab", b"ABAB", 4),
    ],
)
def test_another_text_is_refused_at_its_line(old: bytes, new: bytes, line: int) -> None:
    with pytest.raises(Malformed) as refused:
        parse_manifest(GOOD.text.replace(old, new, 1))
    assert (refused.value.code, refused.value.fields) == ("site.manifest", {"line": line})


def test_a_path_does_not_climb() -> None:
    with pytest.raises(Malformed):
        parse_manifest(Manifest("o", 1, {"../results.json": DIGEST}).text)


def test_the_text_ends_with_its_last_line() -> None:
    with pytest.raises(Malformed):
        parse_manifest(GOOD.text + b"x")
