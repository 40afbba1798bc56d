"""Acts of claims, incidents, disputes and decisions."""
