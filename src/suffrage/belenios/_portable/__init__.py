"""The groups on libraries that any machine installs from wheels: the independent oracle.

Exponents pass through Python integers, whose arithmetic does not run in constant time; only the
operations on points do. Results equal those of the kernel, bit for bit.
"""
