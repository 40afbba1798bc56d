"""Names and texts of strangers on every page: text that stays text."""

from html.parser import HTMLParser
from typing import Any

from tests.support.definitions import plain_six_sections
from tests.support.histories import board_of
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.board.kinds.words import Claim
from suffrage.model.definition import from_plain
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.settings import Settings

MARKUP = "\"'><img src=x onerror=alert(1)>&amp;{label}{{7*7}}"


def hostile(text: str) -> Simulation:
    """An election in which every text is one that somebody would smuggle in."""
    plain: dict[str, Any] = plain_six_sections()
    plain["title"] = {"en": text, "fr": text}
    plain["parties"] = [{"id": "red", "label": text}]
    for number, contest in enumerate(plain["contests"]):
        contest["title"] = {"en": f"{number} {text}"[:200]}
    for number, option in enumerate(plain["contests"][0]["options"]):
        option["label"] = f"{number}{text}"[:200]
        option["first_signatory"] = f"{number} signs {text}"[:200]
        option["parties"] = ["red"]
        option["supporters"] = [{"name": text, "office": text}]
        option["members"] = [{"name": text}]
    for unit in plain["units"]:
        unit["name"] = text
    for ground in plain["grounds"]:
        ground["text"] = {"en": text, "fr": text}
    simulation = Simulation(from_plain(plain)).to_the_count().count_all()
    claim = Claim(
        contest="text",
        claim="majority",
        said_at=simulation.now(),
        said_by=text,
        camp="to1",
        confirmed="not-asked",
        tree_size=simulation.state.size,
        option="to1",
        source="https://radio.example/?a=javascript:alert(1)&b=%22",
    )
    simulation.act(make_claim, "commission@chair", claim)
    filed = {"dispute": "d1", "contest": "text", "unit": "75-001", "ground": "early-ballots"}
    simulation.act(file_dispute, "agent@to1", **filed, account=text)
    return simulation.announce()


def made(text: str) -> dict[str, str]:
    files = all_pages(board_of(hostile(text)), Settings(scripted=True))
    return {one.path: one.make().decode() for one in files if one.path.endswith(".html")}


class Strict(HTMLParser):
    """Notes elements and attributes that no template writes, and links that lead elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        if tag in ("img", "iframe", "object", "style") or any(n.startswith("on") for n in names):
            self.odd.append(f"{tag} {names}")
        target = names.get("href", names.get("src", ""))
        scheme = target.partition(":")[0] if ":" in target.partition("/")[0] else ""
        if scheme not in ("", "https"):
            self.odd.append(f"{tag} {target}")


def test_markup_in_any_text_is_text() -> None:
    pages = made(MARKUP)
    assert len(pages) > 40
    for path, page in pages.items():
        strict = Strict()
        strict.feed(page)
        assert strict.odd == [], path
