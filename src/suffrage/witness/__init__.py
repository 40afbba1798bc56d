"""A camp's witness: it cosigns the checkpoints of a log that has only grown."""
