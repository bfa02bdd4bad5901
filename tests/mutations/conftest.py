"""The mutation set is a small package of its own, which the benchmark uses too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
