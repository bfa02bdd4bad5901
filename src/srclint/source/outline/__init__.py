"""Document bytes to provisions."""
