"""srclint: every claim, its source, its passage."""

__version__ = "0.1.0"
