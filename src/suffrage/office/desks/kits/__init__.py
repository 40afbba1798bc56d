"""The kits' desk: printing of kits, and new codes for telephones that broke."""
