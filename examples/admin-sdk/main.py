"""An administrator's work with the matrix_admin_sdk, call by call as the SDK sends it."""

import httpx
from homeserver import Homeserver
from joining import joining
from matrix_admin_sdk import MatrixAdminClient
from rooms import rooms
from steps import run
from users import first_administrator, users


async def main(steps):
    homeserver = Homeserver.from_command_line(__doc__)
    async with httpx.AsyncClient(timeout=30) as http:
        # The registration needs no token, but the SDK's client always sends one.
        admin = await first_administrator(steps, MatrixAdminClient(http, "none", homeserver.url), homeserver)
        client = MatrixAdminClient(http, admin.access_token, homeserver.url)
        await joining(steps, client, admin, homeserver)
        await rooms(steps, client, admin, homeserver)
        await users(steps, client, admin, homeserver)


run(main)
