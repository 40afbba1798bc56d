"""Bodies, lists, alliances and options: what their pages show, folded from the board.

* Exact: whole numbers and fractions; ties stay ties.
* A fold of the figures in force: it says nothing of the missing units but what is certain.
* Whether figures may be shown yet is asked of ``night.moment`` by whoever calls.
"""
