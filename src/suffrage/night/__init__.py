"""The night: what has been counted, what is certain, and what is only said, kept apart.

* Every figure is a pure fold of the state that ``conduct`` holds at one size of the board.
* Counted and certain figures are integers and fractions; no estimate enters them.
* Nothing here adds to the board or decides: it is what a page may say at that moment.
"""
