"""What is estimated of two rounds, in floats: transfers of votes, and sections unlike their peers.

With ``night.projection`` and ``night.replay`` the only part of the package that imports numpy
and scipy; nothing official may import it. Entropy is a seed given by the caller.
"""
