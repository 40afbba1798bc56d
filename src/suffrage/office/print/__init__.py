"""What the office prints: the kits of the sections, from values to HTML and PDF."""
