"""Where the French departments lie on a grid of squares, roughly as on the map.

A drawing by the author of this module: neighbours stay near each other, none keeps its shape.
Overseas departments stand on the left.
"""

from typing import Final

__all__ = ["DEPARTMENTS"]

_GRID: Final = """
 .   .  .  .  .  .  62 59 .  .  .  .
 .   .  .  .  .  76 80 02 08 .  .  .
 .   .  .  50 14 27 60 95 51 55 57 67
 .   29 22 35 61 78 92 93 77 52 54 88
 .   .  56 53 72 28 75 94 10 .  .  68
 .   .  44 49 37 41 91 45 89 21 70 90
 .   .  85 79 86 36 18 58 71 39 25 .
 971 .  17 16 87 23 03 42 69 01 74 .
 972 .  33 24 19 15 63 43 07 38 73 .
 973 .  40 47 46 12 48 30 26 05 .  .
 974 .  64 32 82 81 34 13 84 04 06 .
 976 .  .  65 31 11 .  .  .  83 .  2B
 .   .  .  .  09 66 .  .  .  .  .  2A
"""

DEPARTMENTS: Final = {
    code: (column, row)
    for row, line in enumerate(_GRID.strip("\n").split("\n"))
    for column, code in enumerate(line.split())
    if code != "."
}
"""Column and row by the department's code; the 96 of Europe and five overseas."""
