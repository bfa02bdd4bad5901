"""A configuration file that came with a pull request opens no private network."""

from __future__ import annotations

import http.server
import os
import subprocess
import threading
from pathlib import Path

import pytest


@pytest.fixture
def inside():
    """A server of our own that stands for one inside the network."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", seen
    server.shutdown()
    server.server_close()


@pytest.fixture
def srclint(nursery):
    """The program in a process of its own."""

    def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        (cwd / "x.md").write_text("The fine is 5 % of turnover.[^1]\n\n[^1]: https://law.test/a\n")
        env = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
        done = nursery("check", "--no-cache", *args, "x.md", cwd=cwd, env=env)
        return subprocess.CompletedProcess(args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def test_a_remap_of_a_found_file_leads_to_no_private_address(srclint, inside, tmp_path):
    url, seen = inside
    (tmp_path / "srclint.toml").write_text(f"remap = ['^https://law\\.test/ {url}']\n")
    srclint(cwd=tmp_path)
    assert seen == []
    srclint("--config", "srclint.toml", cwd=tmp_path)
    assert "/a" in seen


def test_a_remap_of_the_command_line_does(srclint, inside, tmp_path):
    url, seen = inside
    srclint("--remap", rf"^https://law\.test/ {url}", cwd=tmp_path)
    assert "/a" in seen


def test_a_found_file_does_not_allow_private_addresses(srclint, tmp_path):
    (tmp_path / "srclint.toml").write_text("allow-private = true\n")
    done = srclint("--offline", cwd=tmp_path)
    assert done.returncode == 2
    assert "--config" in done.stderr
    assert srclint("--offline", "--config", "srclint.toml", cwd=tmp_path).returncode == 0
    assert srclint("--offline", "--allow-private", cwd=tmp_path).returncode == 0
