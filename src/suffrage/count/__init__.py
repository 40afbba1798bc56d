"""What the records add up to: sheets in force, totals, completeness, outcome, seats.

* Every figure is a fold of units; no figure is typed.
* A unit's state is a type. Only a value made of final states alone can become a result.
* Counting is exact: integers and fractions.
"""
