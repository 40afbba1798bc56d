"""The commission's desk: the election from its first draft to its ratification."""
