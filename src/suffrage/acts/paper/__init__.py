"""Acts of paper sections."""
