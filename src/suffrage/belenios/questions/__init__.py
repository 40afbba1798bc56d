"""The kinds of questions: their records, the claims of their answers, and how answers are made.

One module a kind; ``table.KINDS`` is the only place that knows them all.
"""
