"""The version, for everyone: importing it imports nothing else."""

__version__ = "0.1.0"
