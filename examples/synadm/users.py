"""synadm user ...: one account from its creation to its end."""

from homeserver import quoted, unused
from steps import equal, true


def users(steps, synadm, homeserver):
    name = unused("alice")
    with steps("synadm user modify: an account that is not there is made"):
        made = synadm("user", "modify", name, "--password", "wonderland", "--display-name", "Alice")
        user_id = made["name"]
        equal((user_id.split(":")[0], made["displayname"], made["admin"]), (f"@{name}", "Alice", False), "the account")
        session = homeserver.log_in(user_id, "wonderland").good()
    with steps("synadm user details"):
        details = synadm("user", "details", user_id)
        equal(
            (details["name"], details["displayname"], details["deactivated"]), (user_id, "Alice", False), "the account"
        )
    with steps("synadm user details of nobody: refused"):
        synadm.refused("M_NOT_FOUND", "user", "details", unused("nobody"))
    _listing(steps, synadm, homeserver, name, user_id)
    with steps("synadm user modify: a name, and an administrator's rights"):
        synadm("user", "modify", user_id, "--display-name", "Alice Liddell", "--admin")
        profile = homeserver.client("GET", f"/profile/{quoted(user_id)}", session["access_token"]).good()
        equal(profile["displayname"], "Alice Liddell", "the name in the profile")
        true(
            user_id in _names(synadm("user", "list", "--admins", "--name", name)),
            "alice is not listed as an administrator",
        )
        equal(synadm("user", "modify", user_id, "--no-admin")["admin"], False, "the right taken back")
    _access(steps, synadm, homeserver, user_id, session)
    with steps("synadm user deactivate: alice cannot log in any more"):
        synadm("user", "deactivate", user_id)
        equal(synadm("user", "details", user_id)["deactivated"], True, "deactivated")
        # Synapse does not tell the deactivated apart.
        homeserver.log_in(user_id, "through the glass").refused(403, "M_USER_DEACTIVATED", "M_FORBIDDEN")
    with steps("synadm user list: without the deactivated, and with them"):
        equal(_names(synadm("user", "list", "--name", name)), [], "the active users of that name")
        equal(_names(synadm("user", "list", "--name", name, "--deactivated")), [user_id], "all users of that name")
    with steps("synadm user modify --activate: she is back, with a new password"):
        synadm("user", "modify", user_id, "--activate", "--password", "back again")
        homeserver.log_in(user_id, "back again").good()


def _listing(steps, synadm, homeserver, name, user_id):
    with steps("synadm user list: found by name and by ID"):
        equal(_names(synadm("user", "list", "--name", name)), [user_id], "the users of that name")
        equal(_names(synadm("user", "list", "--user-id", user_id)), [user_id], "the users with that ID")
    with steps("synadm user search: upper and lower case alike"):
        equal(_names(synadm("user", "search", name.upper())), [user_id], "the users found")
    with steps("synadm user list: page by page, in order and in reverse") as step:
        group = unused("group")
        members = [homeserver.register(f"{group}-{number}", "a password")["user_id"] for number in range(5)]
        forwards, backwards = _pages(synadm, group), _pages(synadm, group, "--reverse")
        equal([each for page in forwards for each in page], members, "the users in order")
        equal([each for page in backwards for each in page], members[::-1], "the users in reverse")
        equal([len(page) for page in forwards], [2, 2, 1], "the lengths of the pages")
        step.remark("5 users on 3 pages")


def _access(steps, synadm, homeserver, user_id, session):
    token = session["access_token"]
    with steps("synadm user whois"):
        equal(synadm("user", "whois", user_id)["user_id"], user_id, "the user")
    with steps("synadm user login: a token without a device"):
        borrowed = synadm("user", "login", user_id)["access_token"]
        answer = homeserver.whoami(borrowed).good()
        equal((answer["user_id"], answer.get("device_id")), (user_id, None), "the token's user and device")
    with steps("synadm user prune-devices: of two devices the older goes"):
        # synadm cannot show a device that was never used.
        homeserver.whoami(token).good()
        second = homeserver.log_in(user_id, "wonderland").good()
        pruned = synadm("user", "prune-devices", user_id, "--min-days", "0", "--device-id", session["device_id"])
        equal([device["device_id"] for device in pruned], [session["device_id"]], "the device")
        homeserver.whoami(token).refused(401, "M_UNKNOWN_TOKEN")
        homeserver.whoami(second["access_token"]).good()
    token = second["access_token"]
    with steps("synadm user suspend: alice may not make a room") as step:
        synadm("user", "suspend", user_id)
        equal(synadm("user", "details", user_id)["suspended"], True, "suspended")
        step.remark(homeserver.client("POST", "/createRoom", token, {}).refused(403, "M_USER_SUSPENDED")["error"])
    with steps("synadm user suspend --unsuspend: she may"):
        synadm("user", "suspend", "--unsuspend", user_id)
        homeserver.client("POST", "/createRoom", token, {}).good()
    with steps("synadm user modify --lock: alice is outside, with her session kept"):
        equal(synadm("user", "modify", user_id, "--lock")["locked"], True, "locked")
        homeserver.whoami(token).refused(401, "M_USER_LOCKED")
        equal(synadm("user", "modify", user_id, "--unlock")["locked"], False, "unlocked")
        homeserver.whoami(token).good()
    with steps("synadm user password --no-logout: a new password, the session stays"):
        equal(synadm("user", "password", user_id, "--no-logout", "--password", "looking-glass"), {}, "the answer")
        homeserver.whoami(token).good()
        homeserver.log_in(user_id, "wonderland").refused(403, "M_FORBIDDEN")
    with steps("synadm user password: a new password, and every session ends"):
        equal(synadm("user", "password", user_id, "--password", "through the glass"), {}, "the answer")
        homeserver.whoami(token).refused(401, "M_UNKNOWN_TOKEN")
        homeserver.log_in(user_id, "through the glass").good()


def _names(answer):
    return [user["name"] for user in answer["users"]]


def _pages(synadm, name, *options):
    pages, start = [], 0
    while start is not None:
        answer = synadm("user", "list", "--name", name, "--limit", "2", "--from", str(start), *options)
        pages.append(_names(answer))
        start = answer.get("next_token")
    return pages
