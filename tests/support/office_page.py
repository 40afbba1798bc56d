"""What the page on running the office has people write into files of their machine."""

import re
from typing import Final

from tests.support.codes import ROOT

__all__ = ["block", "unit_line"]

_PAGE: Final = ROOT / "docs/howto/run-the-office.md"


def block(language: str) -> str:
    """The page's first block in a language: ``nginx``, or ``ini`` for the systemd unit."""
    text = _PAGE.read_text(encoding="utf-8")
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found is not None, f"the page has no {language}"
    return found[1]


def unit_line(name: str) -> str:
    """A setting of the systemd unit."""
    found = re.search(rf"^{name}=(.*)$", block("ini"), re.MULTILINE)
    assert found is not None, f"the unit does not say {name}"
    return found[1]
