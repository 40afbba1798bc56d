"""Acts of lots, results, bodies, the end of a board."""
