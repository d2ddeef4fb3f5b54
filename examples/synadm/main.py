"""An administrator's work with synadm on the command line, each command checked against the server."""

from homeserver import Homeserver, unused
from rooms import rooms
from steps import run, true
from synadm_cli import Synadm
from users import users


def main(steps):
    homeserver = Homeserver.from_command_line(__doc__)
    with steps("an administrator registers with the shared secret"):
        admin = homeserver.register(unused("admin"), "a password for tests", admin=True)
    synadm = Synadm(homeserver.url, admin)
    with steps("synadm version") as step:
        version = synadm("version")["server_version"]
        true(version, "no version")
        step.remark(version)
    users(steps, synadm, homeserver)
    rooms(steps, synadm, admin, homeserver)


run(main)
