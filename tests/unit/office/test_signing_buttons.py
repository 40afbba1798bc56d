"""What must be signed cannot be sent before the script that signs it has come."""

import re

from tests.support.codes import ROOT

TEMPLATES = ROOT / "src/suffrage/office/templates"
_FORM = re.compile(r"<form[^>]*\sdata-(?:sign|sign-all|make-key|vote)\b.*?</form>", re.DOTALL)
_BUTTON = re.compile(r"<button[^>]*>")


def test_buttons_that_sign_come_switched_off() -> None:
    forms = [
        form
        for file in TEMPLATES.rglob("*.html")
        for form in _FORM.findall(file.read_text("utf-8"))
    ]
    assert len(forms) >= 3
    for form in forms:
        buttons = _BUTTON.findall(form)
        assert buttons
        assert all(" disabled>" in button for button in buttons), form


def test_the_script_switches_them_on() -> None:
    script = (ROOT / "web/desk/src/forms.ts").read_text("utf-8")
    assert "disable(form, false);\n}" in script.partition("export function sendAfter")[2]
