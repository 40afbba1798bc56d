"""The systemd unit of the page on running the office."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.office_page import block, unit_line


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is absent: install systemd to have the unit read")
    ours = Path(sys.executable).with_name("suffrage")
    unit = tmp_path / "suffrage.service"
    text = block("ini").replace("/opt/suffrage/bin/suffrage", str(ours))
    unit.write_text(text, encoding="utf-8")
    said = subprocess.run(
        [program, "verify", "--man=no", "--recursive-errors=no", str(unit)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (said.returncode, said.stdout + said.stderr) == (0, "")


def test_the_unit_makes_the_folder_of_its_socket_for_the_web_server_s_group() -> None:
    runtime = f"/run/{unit_line('RuntimeDirectory')}/"
    assert unit_line("ExecStart").split()[3].startswith(f"unix:{runtime}")
    assert set(re.findall(r"unix:\S+", block("nginx"))) == {f"unix:{runtime}office.sock;"}
    # Whoever reaches the socket says whose request it is.
    assert unit_line("RuntimeDirectoryMode") == "0750"
