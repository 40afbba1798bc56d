"""Recovery codes of an office that was lost and restored: the backup brings the secret along."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

OFFICE: Final = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "suffrage.office.settings"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from suffrage.office.models import Person
ada = Person.objects.filter(email="ada@example.org").first() or Person.objects.invite(
    "ada@example.org"
)
print(" ".join(RecoveryCodes.activate(ada).get_unused_codes()))
"""
CODES: Final = 10


def run(data: Path, *line: str) -> str:
    told = {**os.environ, "SUFFRAGE_DATA": str(data), "LANG": "en"}
    for name in ("SUFFRAGE_CLOCK", "DATABASE_URL"):
        told.pop(name, None)
    done = subprocess.run(
        [sys.executable, *line], env=told, check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_they_open_what_they_opened(tmp_path: Path) -> None:
    data, again, file = tmp_path / "office", tmp_path / "again", tmp_path / "backup.tar"
    data.mkdir()
    codes = run(data, "-c", OFFICE)
    assert len(codes.split()) == CODES
    run(data, "-m", "suffrage.cli", "backup", str(file), "--plain")
    run(again, "-m", "suffrage.cli", "restore", str(file), "--unasked")
    assert (again / "secret").read_bytes() == (data / "secret").read_bytes()
    assert run(again, "-c", OFFICE) == codes
