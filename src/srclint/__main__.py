"""``python -m srclint``."""

from srclint.cli import main

if __name__ == "__main__":
    main(prog_name="srclint")
