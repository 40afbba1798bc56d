"""No core dump of a program from before it makes its first secret."""

from importlib import import_module
from pathlib import Path

import pytest
from tests.support.commands import done

ELECTION = ("--uuid", "SuffrageBox123")


@pytest.mark.parametrize(
    ("command", "maker"),
    [
        (("trustee", "key", "FILE", "--index", 1, *ELECTION), "trustee.key.make_key"),
        (
            ("trustee", "certify", "FILE", "--index", 1, "--of", 2, "--need", 2, *ELECTION),
            "trustee.certify.begin",
        ),
        (("registrar", "key", "FOLDER"), "registrar.prepare.make_keys"),
    ],
    ids=["trustee key", "trustee certify", "registrar key"],
)
def test_core_dumps_are_forbidden_first(
    command: tuple[str | int, ...], maker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {"FILE": tmp_path / "private.key", "FOLDER": tmp_path}
    arguments = [places.get(str(part), part) for part in command]
    calls: list[str] = []
    place, _, name = f"suffrage.cli.{maker}".rpartition(".")
    module = import_module(place)
    real = getattr(module, name)

    def watched(*given: object, **named: object) -> object:
        calls.append("secret")
        return real(*given, **named)

    monkeypatch.setattr(module, name, watched)
    for where in (module, import_module("suffrage.adapters.core_dumps")):
        monkeypatch.setattr(
            where, "forbid_core_dumps", lambda: calls.append("forbidden"), raising=False
        )
    monkeypatch.chdir(tmp_path)
    done(*arguments)
    assert calls[:2] == ["forbidden", "secret"]
