"""Identifier or URL to ``Source``: manners, guards, cache, and one outline for every format."""
