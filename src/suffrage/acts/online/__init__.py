"""Acts of online boxes."""
