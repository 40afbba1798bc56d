"""Past elections played again as nights, to see what the projection is worth.

A replay hides the results of a known second round and lets them arrive in an order; the
projection sees what a night would have shown. Files come in as bytes, chance as a seed.
"""
