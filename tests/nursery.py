"""Starts the program in processes of its own without reading its modules anew each time.

Run as a program. Each line of standard input is a job: its arguments, folder, environment and two files
for what it says. A child is forked, which does the job as ``python -m srclint`` would; its process id is
answered at once, and how it ended when it has. Whoever waits may kill the child meanwhile.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def run(job: dict[str, Any]) -> None:
    """Become the program."""
    from srclint.cli import main

    silence = os.open(os.devnull, os.O_RDONLY)
    out = os.open(job["stdout"], os.O_WRONLY)
    err = os.open(job["stderr"], os.O_WRONLY)
    for number, file in enumerate((silence, out, err)):
        os.dup2(file, number)
    os.chdir(job["cwd"])
    os.environ.clear()
    os.environ.update(job["env"])
    sys.argv = ["srclint", *job["args"]]
    main(prog_name="srclint")


def child(job: dict[str, Any]) -> int:
    """The child's exit status, by the interpreter's own rules."""
    try:
        run(job)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
        status = 1
    else:
        status = 0
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def serve() -> None:
    """Read jobs until there are no more."""
    from click.testing import CliRunner

    from srclint.cli import main

    # What the first run reads and works out, all later ones find done.
    CliRunner().invoke(main, ["check", "-", "--offline", "--no-cache"], input="It is 3 % (Art. 5 GDPR).\n")
    for line in sys.stdin:
        job = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os._exit(child(job))
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
