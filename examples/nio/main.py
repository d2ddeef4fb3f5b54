"""A whole life of a room, lived by two users of matrix-nio."""

from contextlib import AsyncExitStack

from accounts import end_of_account, registration
from homeserver import Homeserver
from knocking import knocking
from membership import departures, entry, talk
from steps import run


async def main(steps):
    url = Homeserver.from_command_line(__doc__, administered=False).url
    async with AsyncExitStack() as open_clients:
        alice, bob = await registration(steps, open_clients, url)
        room_id = await entry(steps, alice, bob)
        await talk(steps, alice, bob, room_id)
        await departures(steps, alice, bob, room_id)
        await knocking(steps, alice, bob, room_id)
        await end_of_account(steps, bob)


run(main)
