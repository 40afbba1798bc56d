"""The desks: one room each, with its policy, its addresses and its views."""
