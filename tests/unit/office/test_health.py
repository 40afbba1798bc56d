"""The health page: what is well, and the code of what is not."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.support.office import Office

from suffrage.office.models import Publishing

ALARM = {"kind": "forked", "camp": "to1", "size": 4, "at": 1}


@pytest.mark.parametrize(
    ("seconds", "fault", "alarms", "told"),
    [
        (1, "", [], ""),
        (61, "", [], "publisher.silent"),
        (1, "log.rolled-back", [], "log.rolled-back"),
        (1, "", [ALARM], ""),
    ],
)
def test_it_tells_what_the_publisher_said_last(
    tmp_path: Path, seconds: int, fault: str, alarms: list[Any], told: str
) -> None:
    with Office(tmp_path) as office:
        election = office.election()
        seen = timezone.now() - timedelta(seconds=seconds)
        Publishing.objects.create(election=election, seen_at=seen, fault=fault, alarms=alarms)
        answer = Client(headers={"host": settings.ALLOWED_HOSTS[0]}).get("/health")
        well = not told and not alarms
        assert answer.status_code == (200 if well else 503)
        found = answer.json()["boards"]["congress"]
        assert (found["well"], found["fault"]) == (well, told)


def test_a_board_that_was_never_published_is_not_well(tmp_path: Path) -> None:
    with Office(tmp_path) as office:
        office.election()
        answer = Client(headers={"host": settings.ALLOWED_HOSTS[0]}).get("/health")
        assert answer.status_code == 503
        assert answer.json()["boards"]["congress"]["fault"] == "office.not-published"
