"""Which line of a TOML text holds a place such as ``contests[1].options[0].age_rank``.

The library that reads TOML forgets lines, and a person mends a file by its lines. What is found
is the line of the longest part of the place that the text writes out.
"""

import re
from collections.abc import Iterator

__all__ = ["line_of"]

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([A-Za-z0-9_.\- \t]+?)[ \t]*\]")
_KEY = re.compile(r"[ \t]*([A-Za-z0-9_-]+(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*)[ \t]*=")
_STEP = re.compile(r"([A-Za-z0-9_-]+)|\[([0-9]+)\]")
_MARK = re.compile(r"#[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[\[\]{},\n]|[^\[\]{},#\"'\n]+")

Step = str | int


def line_of(text: str, place: str) -> int:
    """The line, from 1, that comes nearest to a place; 0 when no part of it is written out."""
    wanted = [key or int(index) for key, index in _STEP.findall(place)]
    found, longest = 0, 0
    for offset, path in _written(text):
        shared = path[: len(wanted)]
        if len(shared) > longest and shared == wanted[: len(shared)]:
            longest = len(shared)
            found = text.count("\n", 0, _element(text, offset, wanted[longest:])) + 1
    return found


def _written(text: str) -> Iterator[tuple[int, list[Step]]]:
    """Each header and key of the text: where it begins, and its whole path."""
    path: list[Step] = []
    counts: dict[str, int] = {}
    depth, offset = 0, 0
    for line in text.splitlines(keepends=True):
        if depth == 0 and (header := _HEADER.match(line)):
            name = re.sub(r"[ \t]", "", header[2])
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
            path = _numbered(name, counts)
            yield offset, path
        elif depth == 0 and (key := _KEY.match(line)):
            yield offset, [*path, *(part.strip() for part in key[1].split("."))]
            depth = max(0, _depth(line[key.end() :]))
        else:
            depth = max(0, depth + _depth(line))
        offset += len(line)


def _numbered(name: str, counts: dict[str, int]) -> list[Step]:
    """The path of a header, with the number of each array of tables on the way."""
    path: list[Step] = []
    parts = name.split(".")
    for end, part in enumerate(parts, 1):
        path.append(part)
        if (index := counts.get(".".join(parts[:end]))) is not None:
            path.append(index)
    return path


def _depth(line: str) -> int:
    marks = _MARK.findall(line)
    return sum(mark in "[{" for mark in marks) - sum(mark in "]}" for mark in marks)


def _element(text: str, offset: int, rest: list[Step]) -> int:
    """Where the element of an array begins that the rest of a place names, if it names one."""
    if not rest or not isinstance(rest[0], int):
        return offset
    key = _KEY.match(text, offset)
    opening = re.compile(r"[ \t]*\[").match(text, key.end()) if key else None
    if opening is None:
        return offset
    depth, index = 1, 0
    for mark in _MARK.finditer(text, opening.end()):
        if depth == 1 and index == rest[0] and mark[0].strip() and mark[0][0] != "#":
            return mark.start()
        depth += (mark[0] in "[{") - (mark[0] in "]}")
        index += mark[0] == "," and depth == 1
        if depth == 0:
            break
    return offset
