"""Text to ``Article``: readers, sentences, claims, citations, references."""
