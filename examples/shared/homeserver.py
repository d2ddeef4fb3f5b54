"""What stands beside the client under test: a few plain requests, with nothing but Python's own library."""

import argparse
import hashlib
import hmac
import json
import os
import secrets
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

LONGEST_ANSWER_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    status: int
    body: dict

    def good(self):
        """The body of a request that must not fail."""
        if self.status >= 300:
            raise AssertionError(f"refused with {self.status}: {self.body}")
        return self.body

    def refused(self, status, *errcodes):
        """The body of a request that must be refused with this status and one of these codes."""
        if self.status != status or self.body.get("errcode") not in errcodes:
            raise AssertionError(f"{self.status} {self.body} instead of {status} {' or '.join(errcodes)}")
        return self.body


class Homeserver:
    def __init__(self, url, secret):
        self.url = url.rstrip("/")
        self._secret = secret

    @staticmethod
    def from_command_line(description, administered=True):
        """`URL` and, to administer it, `--secret SECRET`; or the environment's HOMESERVER_URL and HOMESERVER_SECRET."""
        parser = argparse.ArgumentParser(prog="./run", description=description)
        default = os.environ.get("HOMESERVER_URL", "http://127.0.0.1:8008")
        parser.add_argument(
            "url", nargs="?", metavar="URL", default=default, help="a running homeserver, by default %(default)s"
        )
        secret = os.environ.get("HOMESERVER_SECRET")
        if administered:
            secret_help = "the homeserver's shared secret for registrations, to make the first administrator"
            parser.add_argument("--secret", default=secret, help=secret_help)
        parser.add_argument(
            "--start", action="store_true", help="start a Vestibule for this run instead (must come first)"
        )
        arguments = parser.parse_args()
        if arguments.start:
            parser.error("--start must come first")
        if not administered:
            return Homeserver(arguments.url, secret)
        if not arguments.secret:
            parser.error("an administrator is needed: give --secret, or --start to test on a server of its own")
        return Homeserver(arguments.url, arguments.secret)

    def ask(self, method, path, token=None, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method)
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=LONGEST_ANSWER_SECONDS) as response:
                return Answer(response.status, json.load(response))
        except urllib.error.HTTPError as refusal:
            return Answer(refusal.code, json.load(refusal))

    def client(self, method, path, token=None, body=None):
        """A request to the client-server API."""
        return self.ask(method, "/_matrix/client/v3" + path, token, body)

    def register(self, name, password, admin=False):
        """Registers with the shared secret: {user_id, access_token, device_id}."""
        path = "/_synapse/admin/v1/register"
        nonce = self.ask("GET", path).good()["nonce"]
        proof = "\0".join([nonce, name, password, "admin" if admin else "notadmin"])
        mac = hmac.new(self._secret.encode(), proof.encode(), hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac}
        return self.ask("POST", path, body=body).good()

    def log_in(self, user_id, password):
        identifier = {"type": "m.id.user", "user": user_id}
        body = {"type": "m.login.password", "identifier": identifier, "password": password}
        return self.client("POST", "/login", body=body)

    def whoami(self, token):
        return self.client("GET", "/account/whoami", token)

    def secret(self):
        return self._secret


def unused(name):
    """A name that nobody has yet: a few random letters let the same server be used again and again."""
    return f"{name}-{secrets.token_hex(4)}"


def quoted(identifier):
    """An ID or alias as one segment of a path."""
    return urllib.parse.quote(identifier, safe="")
