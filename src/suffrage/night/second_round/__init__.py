"""Two linked rounds side by side: what moved, where voters may have gone, what to look at.

* Swings, bounds on transfers and the plain hints are exact: integers and fractions, folded from
  figures in force. A unit without public figures of its own in both rounds takes no part.
* ``estimates`` reckons in floats: where votes probably went, and which sections stand out.
* An estimate never leaves the exact bounds, and is refused where it would not be worth its name.
* A hint changes no total and accuses nobody: it says on which paper a person should look.

What is exact, what is estimated and what neither can say: ``docs/explanation/second-round.md``.
"""
