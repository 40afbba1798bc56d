"""The opening sentence in a reader's language: options and instances by their names."""

from suffrage.conduct.state import State
from suffrage.night.opening import Opening
from suffrage.site.pages.people import contest_title, option_of
from suffrage.site.pages.render import Reader

__all__ = ["list_of", "option_name", "said"]


def option_name(state: State, instance: str, option: str) -> str:
    """An option's label, and its first signatory where that is another text."""
    found = option_of(state, instance, option)
    if found.first_signatory in ("", found.label):
        return found.label
    return f"{found.label} ({found.first_signatory})"


def list_of(reader: Reader, names: tuple[str, ...]) -> str:
    """Names in a row, the last two joined by the language's "and"."""
    if len(names) < 2:  # noqa: PLR2004  (a pair has a joint)
        return "".join(names)
    return reader.t("page.and", first=", ".join(names[:-1]), last=names[-1])


def said(state: State, opening: Opening, reader: Reader) -> str:
    """The sentence as it may be quoted."""
    instance = str(opening.fields["contest"])
    fields = {}
    for name, value in opening.fields.items():
        if isinstance(value, tuple):
            labels = tuple(option_name(state, instance, option) for option in value)
            fields[name] = list_of(reader, labels)
        elif name == "contest":
            fields[name] = contest_title(state, instance, reader.language)
        else:
            fields[name] = reader.text(name, value)
    return reader.t(opening.code, **fields)
