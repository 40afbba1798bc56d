"""One tally sheet and its unit: fields, arithmetic, two entries compared, files of sheets.

* A sheet is what the paper says. No figure is computed, filled in or bent to fit.
* A hard finding makes it impossible, a soft one needs an explanation; each has a stable code.
* Two entries are equal in every figure or the first field that differs is named, never its value.
* A file of sheets is taken whole or not at all.

What follows from a finding (reserved, approved, corrected) is the matter of ``conduct``.
"""

from suffrage.paper.checks import Finding, Findings, check_sheet, require_possible
from suffrage.paper.compare import differing_fields, require_equal
from suffrage.paper.read_csv import Expected, read_sheets
from suffrage.paper.sheet import Sheet

__all__ = [
    "Expected",
    "Finding",
    "Findings",
    "Sheet",
    "check_sheet",
    "differing_fields",
    "read_sheets",
    "require_equal",
    "require_possible",
]
