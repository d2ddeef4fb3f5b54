"""The beginning and the end of a session."""

import nio
from member import Member, good, refused
from steps import equal


async def registration(steps, open_clients, url):
    with steps("alice and bob register"):
        alice = await Member.register(open_clients, url, "alice", "wonderland")
        bob = await Member.register(open_clients, url, "bob", "builder")
    with steps("bob logs out, and his token is worth nothing"):
        token = bob.client.access_token
        good(await bob.client.logout())
        bob.client.access_token = token
        refused(await bob.client.whoami(), nio.WhoamiError, "M_UNKNOWN_TOKEN")
    with steps("a wrong password is refused"):
        stranger = nio.AsyncClient(url, bob.id)
        open_clients.push_async_callback(stranger.close)
        refused(await stranger.login("wrong"), nio.LoginError, "M_FORBIDDEN")
    with steps("bob logs in again"):
        bob = await Member.log_in(open_clients, url, bob.id, "builder")
        equal(good(await bob.client.whoami()).user_id, bob.id, "who bob is")
        devices = good(await bob.client.devices()).devices
        equal([device.id for device in devices], [bob.client.device_id], "bob's devices")
    with steps("both sync for the first time"):
        good(await alice.client.sync(full_state=True))
        good(await bob.client.sync(full_state=True))
    with steps("alice gives herself a name, and bob can read it"):
        good(await alice.client.set_displayname("Alice"))
        equal(good(await bob.client.get_displayname(alice.id)).displayname, "Alice", "the name")
        equal(good(await bob.client.get_profile(alice.id)).displayname, "Alice", "the name in the profile")
    return alice, bob


async def end_of_account(steps, bob):
    with steps("bob logs out everywhere"):
        token = bob.client.access_token
        good(await bob.client.logout(all_devices=True))
        bob.client.access_token = token
        refused(await bob.client.whoami(), nio.WhoamiError, "M_UNKNOWN_TOKEN")
