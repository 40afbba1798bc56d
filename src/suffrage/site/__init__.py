"""The public files that are computed from the board alone: ``results.json``, ``sheets.csv``.

* A state in, paths and bytes out: the same records give the same bytes on every machine.
* Nothing here decides anything; it writes down what ``count`` and ``conduct`` established.
* Whoever verifies the folder computes these files again and compares every byte.
"""

from suffrage.site.computed import computed_files
from suffrage.site.results import results_json, results_of
from suffrage.site.sheets import sheets_csv

__all__ = ["computed_files", "results_json", "results_of", "sheets_csv"]
