package dev.vestibule.storage;

/** Something that is true of an account or is not. A new account has none of them unless it is said to. */
public enum AccountFlag {
    /** Administers this server. */
    ADMIN,
    /** Registered without a name or password, and may do less. */
    GUEST,
    /** May log out, and nothing else, until an administrator unlocks it. */
    LOCKED,
    /** May read, leave and log out, but neither enter rooms nor say anything. */
    SUSPENDED,
    /** Has ended: nobody can log in to it, and none of its access tokens is valid. */
    DEACTIVATED,
    /** Has ended, and its owner asked that nobody new is shown what it said. */
    ERASED
}
