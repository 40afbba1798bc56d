"""The section's desk: a phone, a one-time code, this evening, and no account."""
