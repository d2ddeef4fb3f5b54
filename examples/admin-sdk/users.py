"""The SDK's RegisterUsers, Users, User and UserRateLimits."""

from homeserver import unused
from matrix_admin_sdk.endpoints.v1 import RegisterUsers, User, UserRateLimits
from matrix_admin_sdk.endpoints.v2 import Users
from matrix_admin_sdk.utils import generate_mac
from refusals import refused_with
from steps import equal, true


async def first_administrator(steps, client, homeserver):
    with steps("the first administrator registers with the shared secret"):
        api = RegisterUsers(client)
        name, password = unused("admin"), "a password for tests"
        nonce = await api.get_nonce()
        mac = generate_mac(homeserver.secret(), nonce, name, password, admin=True)
        admin = await api.register(nonce, name, name, password, admin=True, mac=mac)
        equal(homeserver.whoami(admin.access_token).good()["user_id"], admin.user_id, "the token's user")
    return admin


async def users(steps, client, admin, homeserver):
    alice = homeserver.register(unused("alice"), "wonderland")
    alice_id = alice["user_id"]
    accounts = Users(client)
    # The SDK's constructor forgets the user, so that the caller has to set it.
    user = User(client)
    limits = UserRateLimits(client)
    user.user_id = limits.user_id = alice_id

    with steps("the list of users, with the SDK's empty filters"):
        listed = await accounts.get_all(limit=1000)
        true(alice_id in [each.name for each in listed.users], "alice is not in the list")
        true(listed.total >= len(listed.users), "fewer users in all than in the list")
    with steps("the list, searched by name"):
        listed = await accounts.get_all(name=alice_id[1:].split(":")[0])
        equal([each.name for each in listed.users], [alice_id], "the users found")
    with steps("the details of a user"):
        details = await accounts.query_user_account(alice_id)
        equal((details.name, details.admin, details.deactivated), (alice_id, False, False), "the account")
    with steps("an unknown user is refused"):
        with refused_with(404):
            await accounts.query_user_account(f"@{unused('nobody')}:{alice_id.split(':', 1)[1]}")
    with steps("alice is no administrator"):
        equal(await user.is_admin(), False, "is_admin")
    with steps("the rooms of a user"):
        joined = await user.get_rooms()
        equal((joined.joined_rooms, joined.total), ([], 0), "the rooms")
    with steps("a token of a user, without an end"):
        token = (await user.login_as_user())["access_token"]
        equal(homeserver.whoami(token).good()["user_id"], alice_id, "the token's user")
    with steps("the sessions of a user"):
        equal((await user.query_current_sessions()).user_id, alice_id, "the user")
    with steps("a rate limit of her own: none, set, taken away"):
        equal((await limits.get_status()).messages_per_second, None, "messages per second at first")
        status = await limits.set(messages_per_second=0, burst_count=0)
        equal((status.messages_per_second, status.burst_count), (0, 0), "the limit that was set")
        equal((await limits.get_status()).messages_per_second, 0, "messages per second, read again")
        await limits.delete()
        equal((await limits.get_status()).messages_per_second, None, "messages per second at the end")
    with steps("a new password logs alice out everywhere"):
        await user.reset_password("looking-glass", True)
        homeserver.whoami(alice["access_token"]).refused(401, "M_UNKNOWN_TOKEN")
        homeserver.log_in(alice_id, "looking-glass").good()
    with steps("alice is deactivated"):
        await user.deactivate_account()
        true((await accounts.query_user_account(alice_id)).deactivated, "the account is still active")
        # Synapse does not tell the deactivated apart.
        homeserver.log_in(alice_id, "looking-glass").refused(403, "M_USER_DEACTIVATED", "M_FORBIDDEN")
