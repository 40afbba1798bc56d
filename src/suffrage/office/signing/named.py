"""What the definition calls things: units, contests, options, grounds, camps, disputes.

What it gives no title stands by its name. A title that two things share is followed by the name
that tells them apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from suffrage.conduct.state import Dispute
from suffrage.model.contests import Option, instance_id, instance_place
from suffrage.model.definition import Definition
from suffrage.site.pages.people import titled
from suffrage.words import Language

__all__ = ["Named"]


@dataclass(frozen=True)
class Named:
    """The names of one election in one language; ``options`` are those that stand, by instance."""

    rules: Definition
    language: Language
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    disputes: Mapping[str, Dispute] = field(default_factory=dict)

    def unit(self, unit: str) -> str:
        """A section or federation, with its code behind its name."""
        found = self.rules.tree.by_id.get(unit)
        return f"{found.name} ({unit})" if found and found.name not in ("", unit) else unit or "–"

    def contest(self, instance: str) -> str:
        """A contest, and the place where an instance of it stands."""
        contest, where = instance_place(instance)
        found = self.rules.contest_by_id.get(contest)
        if found is None:
            return instance or "–"
        language = self.language
        titles = [titled(one.title, language, one.id) for one in self.rules.contests]
        said = _unlike(titled(found.title, language, contest), titles, contest)
        return f"{said} – {self.unit(where)}" if where else said

    def subject(self, value: str) -> str:
        """What a lot is drawn for: a contest or a body."""
        for body in self.rules.bodies:
            if body.id == value:
                return titled(body.title, self.language, value)
        return self.contest(value)

    def ground(self, ground: str) -> str:
        """The text of a frozen ground."""
        found = self.rules.ground_by_id.get(ground)
        if found is None:
            return ground
        language = self.language
        texts = [titled(one.text, language, one.id) for one in self.rules.grounds]
        return _unlike(titled(found.text, language, ground), texts, ground)

    def option(self, option: str, instance: str, unit: str) -> str:
        """An option's label, as it stands in a contest at a unit."""
        standing = self.standing(instance, unit)
        label = next((one.label for one in standing if one.id == option), "")
        return _unlike(label, [one.label for one in standing], option) if label else option or "–"

    def standing(self, instance: str, unit: str) -> Sequence[Option]:
        """The options that stand there; ``unit`` may be empty."""
        contest, where = instance_place(instance)
        if contest not in self.rules.contest_by_id:
            return ()
        if not where and unit in self.rules.tree.section_ids:
            instance = self.rules.instance_of(contest, unit)
        else:
            instance = instance_id(contest, where)
        return self.options.get(instance) or self.rules.declared_options(instance)

    def dispute(self, dispute: str) -> str:
        """A dispute by its name, with the place that it contests and why."""
        found = self.disputes.get(dispute)
        if found is None:
            return dispute or "–"
        parts = (self.contest(found.contest), self.unit(found.unit), self.ground(found.ground))
        return f"{dispute} ({', '.join(parts)})"

    def camp(self, camp: str) -> str:
        """A camp by the option that it stands behind, and its id."""
        rules = self.rules
        every = [o for name in rules.instances() for o in rules.declared_options(name)]
        label = next((one.label for one in every if one.id == camp), "")
        return f"{label} ({camp})" if label else camp


def _unlike(title: str, every: Iterable[str], name: str) -> str:
    """A title, with the name behind it where another bears the same."""
    return f"{title} ({name})" if list(every).count(title) > 1 else title
