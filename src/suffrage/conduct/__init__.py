"""The course of an election: what may follow what.

``step(state, record, body) -> State`` or ``Refused``. Acts call it before they append,
verification calls it on replay, and no rule of procedure is checked anywhere else. The state is
a pure fold of the records: the same records give the same state.
"""
