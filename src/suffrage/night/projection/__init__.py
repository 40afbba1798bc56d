"""The projected number of a night: intervals that hold in the order in which a night comes.

With ``night.replay`` and ``night.second_round.estimates`` the only part of the package that
imports numpy and scipy and reckons in floats: nothing official may import it. Values in, values
out; no clock and no randomness.

* An interval never leaves the certain bounds, and a chance above 0.99 is never given.
* The rule for refusing sees what is known at that moment, and nothing else.
* ``project`` knows the order of arrival, and widens its intervals by how well the night's
  beginning foretold what has come since.

The method and its limits: ``docs/explanation/projection.md``.
"""
