"""Photos of sheets: what is one, what is a bomb, where the bytes lie, who looked."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageFile
from tests.support.office import Office
from tests.support.section_phone import jpeg
from tests.support.simulator import Simulation

from suffrage.errors import SuffrageError
from suffrage.office.models import Election, Photo, PhotoView
from suffrage.office.photos import LARGEST, check_photo, keep_photo, look_at_photo, mark_unreadable


@pytest.fixture
def election(tmp_path: Path) -> Iterator[Election]:
    with Office(tmp_path) as office:
        yield office.election(Simulation().convene().fix_rules())


def refusal(data: bytes) -> str:
    with pytest.raises(SuffrageError) as caught:
        check_photo(data)
    return caught.value.code


def noise(size: tuple[int, int], *, progressive: bool = False) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(file, "JPEG", progressive=progressive)
    return file.getvalue()


def test_a_photo_is_kept_as_it_was_sent(election: Election) -> None:
    data = jpeg()
    kept = keep_photo(election, "75-001", "text", data, "secretary@75-001")
    file = Path(settings.ENVIRONMENT.data) / "photos" / election.slug / f"{kept.scan}.jpg"
    assert kept.scan == hashlib.sha256(data).hexdigest()
    assert file.read_bytes() == data
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    assert not list(file.parent.glob(".half-*"))


def test_the_same_photo_twice_is_one(election: Election) -> None:
    first = keep_photo(election, "75-001", "text", jpeg(), "secretary@75-001")
    assert keep_photo(election, "75-001", "text", jpeg(), "secretary@75-001") == first
    assert keep_photo(election, "75-002", "text", jpeg(), "secretary@75-002") != first


def test_nobody_fills_the_disk_with_photos(election: Election) -> None:
    for shade in range(12):
        keep_photo(election, "75-001", "text", jpeg(f"rgb({shade * 9}, 0, 0)"), "secretary@75-001")
    with pytest.raises(SuffrageError) as caught:
        keep_photo(election, "75-001", "text", jpeg("blue"), "secretary@75-001")
    assert caught.value.code == "photo.many"
    assert Photo.objects.count() == 12


def test_what_is_no_jpeg_is_refused() -> None:
    png = io.BytesIO()
    Image.new("RGB", (8, 8)).save(png, "PNG")
    for data in (b"", b"\xff\xd8\xff", png.getvalue(), b"<svg/>", b"\xff\xd8\xff" + bytes(500)):
        assert refusal(data) == "photo.unreadable"


@pytest.mark.parametrize("lenient", [True, False])
def test_half_a_photo_is_refused(monkeypatch: pytest.MonkeyPatch, *, lenient: bool) -> None:
    """After a kit was printed in the same process, too: that switches the decoder's mind."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    data = noise((600, 800))
    check_photo(data)
    assert refusal(data[: len(data) // 2]) == "photo.unreadable"


def test_a_bomb_is_refused_before_it_is_read() -> None:
    bomb = bytearray(jpeg(size=(64, 64)))
    frame = bomb.index(b"\xff\xc0")
    bomb[frame + 5 : frame + 9] = b"\xff\xff\xff\xff"
    assert refusal(bytes(bomb)) == "photo.unreadable"


def test_a_picture_of_a_thousand_passes_is_refused() -> None:
    data = noise((64, 64), progressive=True)
    start = data.index(b"\xff\xda")
    assert refusal(data[:start] + data[start:-2] * 1000 + data[-2:]) == "photo.unreadable"
    check_photo(data)


def test_a_large_photo_is_refused() -> None:
    assert refusal(b"\xff\xd8\xff" + bytes(LARGEST)) == "photo.large"


def test_a_telephones_photo_is_taken() -> None:
    check_photo(noise((1500, 2000)))


def test_each_look_is_written_down(election: Election) -> None:
    from suffrage.office.models import Person  # noqa: PLC0415

    kept = keep_photo(election, "75-001", "text", jpeg(), "secretary@75-001")
    agent = Person.objects.invite("agent@example.org")
    assert look_at_photo(kept, agent) == jpeg()
    assert look_at_photo(kept, agent) == jpeg()
    assert PhotoView.objects.filter(photo=kept, person=agent).count() == 2
    mark_unreadable(kept)
    assert Photo.objects.get().unreadable


def test_a_lost_file_is_no_look(election: Election) -> None:
    from suffrage.office.models import Person  # noqa: PLC0415

    kept = keep_photo(election, "75-001", "text", jpeg(), "secretary@75-001")
    (Path(settings.ENVIRONMENT.data) / "photos" / election.slug / kept.file).unlink()
    with pytest.raises(SuffrageError) as caught:
        look_at_photo(kept, Person.objects.invite("agent@example.org"))
    assert caught.value.code == "photo.lost"
    assert not PhotoView.objects.exists()
