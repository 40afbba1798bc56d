"""Ranked and graded ballots: from vectors of small integers to winners, exact and with a trace.

A ballot is a vector with one number an option, in declared order, as the result of a mixed
question publishes it. ``table.count_ballots`` is the one way from a method to its count; each
count stops at a tie, and goes on when it is given the resolution (``suffrage.rules.tie``).
"""
