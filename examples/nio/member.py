"""A user with one nio client: calls that must work, calls that must be refused, and waiting for what a sync shows."""

import asyncio
import logging

import nio
from homeserver import unused

LONGEST_WAIT_SECONDS = 20
LONG_POLL_MS = 5_000

# nio logs every refusal; here they are expected, and checked.
logging.getLogger("nio").setLevel(logging.CRITICAL)


class Member:
    def __init__(self, client, user_id):
        self.client = client
        self.id = user_id

    @staticmethod
    async def register(open_clients, url, name, password):
        """Registers a new user, whose client ends with open_clients."""
        client = nio.AsyncClient(url, unused(name))
        open_clients.push_async_callback(client.close)
        answer = good(await client.register(client.user, password))
        return Member(client, answer.user_id)

    @staticmethod
    async def log_in(open_clients, url, user_id, password):
        client = nio.AsyncClient(url, user_id)
        open_clients.push_async_callback(client.close)
        good(await client.login(password))
        return Member(client, user_id)

    async def sees(self, what):
        """Syncs until what(answer) gives something, and gives that."""

        async def until():
            while not (seen := what(good(await self.client.sync(timeout=LONG_POLL_MS)))):
                pass
            return seen

        try:
            return await asyncio.wait_for(until(), LONGEST_WAIT_SECONDS)
        except asyncio.TimeoutError:
            raise AssertionError(f"{self.id} did not see it within {LONGEST_WAIT_SECONDS} s") from None

    async def sees_invite(self, room_id):
        await self.sees(lambda answer: room_id in answer.rooms.invite)
        return self.client.invited_rooms[room_id]

    async def sees_itself_in(self, room_id):
        await self.sees(lambda answer: room_id in answer.rooms.join)
        return self.client.rooms[room_id]

    async def sees_membership(self, room_id, user_id, membership):
        """The member event of a user in the timeline of a room that one is in, or that one has left."""

        def wanted(event):
            return isinstance(event, nio.RoomMemberEvent) and (event.state_key, event.membership) == (
                user_id,
                membership,
            )

        def look(answer):
            rooms = [each[room_id] for each in (answer.rooms.join, answer.rooms.leave) if room_id in each]
            return next((event for room in rooms for event in room.timeline.events if wanted(event)), None)

        return await self.sees(look)

    async def sees_message(self, room_id, body):
        def look(answer):
            events = answer.rooms.join[room_id].timeline.events if room_id in answer.rooms.join else []
            return next((event for event in events if getattr(event, "body", None) == body), None)

        return await self.sees(look)

    async def says(self, room_id, body):
        content = {"msgtype": "m.text", "body": body}
        return good(await self.client.room_send(room_id, "m.room.message", content)).event_id


def good(answer):
    """The answer to a call that must work: nio gives errors as objects, too."""
    if isinstance(answer, nio.ErrorResponse):
        raise AssertionError(f"refused: {answer}")
    return answer


def refused(answer, kind, *errcodes):
    """The answer to a call that must be refused, as this class of nio's and with one of these codes."""
    if not isinstance(answer, kind) or answer.status_code not in errcodes:
        raise AssertionError(f"{answer!r} instead of {kind.__name__} with {' or '.join(errcodes)}")
    return answer
