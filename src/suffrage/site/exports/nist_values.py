"""Small values of NIST SP 1500-100: an object of a class, a text in languages, an identifier.

>>> node("VoteCounts", Count=3, GpUnitId="nation", Type="total")["@type"]
'ElectionResults.VoteCounts'
>>> reference("text@75")
'text-at-75'
"""

from collections.abc import Mapping

__all__ = ["Node", "identifier", "node", "reference", "text"]

Node = dict[str, object]
"""An object of the schema, ready for JSON."""


def node(kind: str, **fields: object) -> Node:
    """An object of the class ``kind``; ``id`` becomes ``@id``."""
    if "id" in fields:
        fields["@id"] = fields.pop("id")
    return {"@type": f"ElectionResults.{kind}", **fields}


def text(words: Mapping[str, str]) -> Node:
    """A text in each of its languages; a text of no language has ``und`` (BCP 47)."""
    strings = [node("LanguageString", Content=said, Language=one) for one, said in words.items()]
    return node("InternationalizedText", Text=strings)


def identifier(label: str, value: str) -> Node:
    """A name that something has elsewhere, such as an option's id in the definition."""
    return node("ExternalIdentifier", Type="other", OtherType=label, Value=value)


def reference(name: str) -> str:
    """A name as an XML name, which the twin of the format in XML asks for."""
    return name.replace("@", "-at-")
