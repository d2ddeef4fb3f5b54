"""Runs synadm as a user of the command line does, and reads what it prints."""

import json
import os
import subprocess
import sys
from pathlib import Path

TARGET = Path(__file__).parent / "target"
LONGEST_COMMAND_SECONDS = 30


class Synadm:
    """Called with a command's words, gives the last JSON value that synadm prints: the server's answer."""

    def __init__(self, url, admin):
        # Not the user's own settings and log: synadm finds a home of its own.
        home = TARGET / "home"
        home.mkdir(parents=True, exist_ok=True)
        self._settings = home / "synadm.yaml"
        self._environment = {**os.environ, "HOME": str(home)}
        # Any JSON object is YAML, too.
        self._settings.write_text(
            json.dumps(
                {
                    "user": admin["user_id"],
                    "token": admin["access_token"],
                    "base_url": url,
                    # Otherwise it asks the federation for the server's name, to complete names like "alice".
                    "homeserver": admin["user_id"].split(":", 1)[1],
                    "format": "json",
                }
            )
        )
        self._settings.chmod(0o600)

    def __call__(self, *words):
        done = self._run(*words)
        if done.returncode != 0:
            raise AssertionError(f"synadm {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return _last_json(done.stdout)

    def refused(self, errcode, *words):
        """A command that the server must refuse: synadm prints the error like any answer."""
        answer = _last_json(self._run(*words).stdout)
        if answer.get("errcode") != errcode:
            raise AssertionError(f"synadm {' '.join(words)}: {answer} instead of {errcode}")
        return answer

    def _run(self, *words):
        command = [Path(sys.executable).with_name("synadm"), "--batch", "--config-file", self._settings, *words]
        return subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=LONGEST_COMMAND_SECONDS, check=False
        )


def _last_json(printed):
    """The whole if it is JSON; but some commands print sentences, and several answers one after the other."""
    try:
        return json.loads(printed)
    except json.JSONDecodeError:
        pass
    decoder = json.JSONDecoder()
    value, at = None, 0
    while (start := _next_value(printed, at)) is not None:
        try:
            value, at = decoder.raw_decode(printed, start)
        except json.JSONDecodeError:
            at = start + 1
    if value is None:
        raise AssertionError(f"no JSON in what synadm printed: {printed!r}")
    return value


def _next_value(printed, at):
    starts = [start for start in (printed.find("{", at), printed.find("[", at)) if start >= 0]
    return min(starts, default=None)
