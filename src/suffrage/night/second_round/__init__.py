"""Two linked rounds side by side: what moved, where voters may have gone, what to look at.

* Swings, bounds on transfers and the plain hints are exact: integers and fractions, folded from
  figures in force. A unit without public figures of its own in both rounds takes no part.
* ``transfer_estimate`` and ``outliers`` estimate in floats, with ``transfer_fit``,
  ``transfer_sample``, ``simplex_fit``, ``foretold`` and ``beta_binomial`` below them; nothing
  official imports these.
* An estimate never leaves the exact bounds, and is refused where it would not be worth its name.
* A hint changes no total and accuses nobody: it says on which paper a person should look.

What is exact, what is estimated and what neither can say: ``docs/explanation/second-round.md``.
"""
