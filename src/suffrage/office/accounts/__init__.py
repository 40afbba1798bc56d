"""Accounts of officials: invited by address, signed in by a code or a passkey."""
