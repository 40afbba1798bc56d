"""Official acts: one module each, a pure draft of what the act would write.

``draft(state, by, now, …) -> Draft``: the state is read, nothing is changed. ``perform`` is the
only code that appends: it catches up, drafts, signs, asks ``conduct`` and appends, in one
transaction.
"""
