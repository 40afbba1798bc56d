"""The help desk: find a member, say what is true of them and what to do; every look is logged."""
