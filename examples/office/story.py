"""The cast of the evening: each person's address, browser and desk."""

from dataclasses import dataclass, field

from browser import Answer, Browser
from rich.console import Console
from running import Office

__all__ = ["PEOPLE", "SLUG", "Story", "require"]

SLUG = "winter-2023"
"""The election's name, and that of its board."""

PEOPLE = {
    "convener": "convener@example.org",
    "commission@chair": "chair@example.org",
    "commission@to1": "member1@example.org",
    "commission@to2": "member2@example.org",
    "commission@to3": "member3@example.org",
    "roll": "roll@example.org",
    "federation@62": "pas-de-calais@example.org",
    "federation@75": "paris@example.org",
    "teller@62-05": "teller@example.org",
    "agent@to1": "agent1@example.org",
    "agent@to2": "agent2@example.org",
    "agent@to3": "agent3@example.org",
    "congress@delegates": "delegates@example.org",
    "helpdesk": "help@example.org",
    "observer": "press@example.org",
}
"""The throw-away accounts, by role."""


@dataclass
class Story:
    """The office that runs, and everybody's browser, signed in when it is first needed."""

    office: Office
    console: Console
    browsers: dict[str, Browser] = field(default_factory=dict)

    def who(self, role: str) -> Browser:
        """The browser of whoever holds a role."""
        if role not in self.browsers:
            browser = Browser(self.office.url)
            self._sign_in(browser, PEOPLE[role])
            self.browsers[role] = browser
        return self.browsers[role]

    def at(self, instant: str, what: str) -> None:
        """Time goes on; the terminal says to what."""
        self.office.at(instant)
        self.console.print(f"[bold]{instant[:16].replace('T', ' ')}[/]  {what}")

    def desk(self, path: str) -> str:
        """The address of a page of the election."""
        return f"/desk/{SLUG}/{path}"

    def _sign_in(self, browser: Browser, address: str) -> None:
        seen = len(self.office.mails(address))
        browser.open("/account/login/")
        browser.submit("login", email=address)
        require(browser.submit("code", code=self.office.code_for(address, seen)), "sign in")


def require(answer: Answer, what: str) -> Answer:
    """Raise unless the office did as it was asked."""
    if answer.status != 200:
        raise RuntimeError(f"{what}: {answer.status} {answer.url} {answer.words[:800]}")
    return answer
