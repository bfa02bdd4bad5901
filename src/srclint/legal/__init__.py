"""Text to law and back: pure functions, no input or output."""
