package dev.vestibule.authz.rule;

import java.util.Optional;
import java.util.regex.Pattern;

/** Puts into words, out of the facts alone, why a rule rejected an event. */
final class Reasons {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    private final Rejected decision;
    private final String sender;
    private final String target;

    private Reasons(Rejected decision) {
        this.decision = decision;
        this.sender = fact(FactName.SENDER);
        this.target = fact(FactName.TARGET);
    }

    /** One sentence with its full stop. */
    static String of(Rejected decision) {
        return new Reasons(decision).reason() + ".";
    }

    private String reason() {
        return switch (decision.citation().rule()) {
            case CREATE_HAS_PREV_EVENTS -> cannot("create the room",
                    "a create event is the first event of its room, but this one has previous events, "
                            + fact(FactName.PREVIOUS_EVENTS) + " in number");
            case CREATE_ROOM_ID_DOMAIN -> cannot("create the room " + fact(FactName.ROOM_ID),
                    "its ID must name the sender's server " + fact(FactName.SENDER_SERVER));
            case CREATE_HAS_ROOM_ID -> cannot("create the room " + fact(FactName.ROOM_ID),
                    "a create event must not have a room_id, as the room's ID is made from the event itself");
            case CREATE_UNKNOWN_ROOM_VERSION -> cannot("create the room",
                    "there is no room version " + fact(FactName.ROOM_VERSION) + " on this server");
            case CREATE_NO_CREATOR -> cannot("create the room", "the create event does not name the creator");
            case CREATE_BAD_ADDITIONAL_CREATORS -> cannot("create the room",
                    "additional_creators must be a list of user IDs, not " + fact(FactName.ADDITIONAL_CREATORS));

            case ROOM_ID_NOT_A_CREATE_EVENT -> cannotSend(
                    "the room ID " + fact(FactName.ROOM_ID) + " is not that of an accepted create event");
            case AUTH_EVENTS_DUPLICATE -> cannotSend("its auth events name " + fact(FactName.AUTH_EVENT) + " twice");
            case AUTH_EVENTS_UNEXPECTED -> cannotSend(
                    "its auth events name " + fact(FactName.AUTH_EVENT) + ", which does not belong among them");
            case AUTH_EVENTS_REJECTED -> cannotSend(
                    "its auth event " + fact(FactName.AUTH_EVENT) + " was itself rejected");
            case AUTH_EVENTS_NO_CREATE -> cannotSend("its auth events do not name the room's create event");
            case AUTH_EVENTS_OTHER_ROOM -> cannotSend(
                    "its auth event " + fact(FactName.AUTH_EVENT) + " belongs to another room");
            case NOT_FEDERATED -> cannot("take part in the room", "it is open only to users of "
                    + fact(FactName.CREATE_SERVER) + ", not of " + fact(FactName.SENDER_SERVER));

            case ALIASES_NO_STATE_KEY -> cannot("set aliases", "the event does not say for which server, in state_key");
            case ALIASES_WRONG_DOMAIN -> cannot("set the aliases of " + fact(FactName.STATE_KEY),
                    "the sender is a user of " + fact(FactName.SENDER_SERVER));

            case MEMBER_MALFORMED -> cannot("set a membership",
                    "the event must name a user in state_key and have a membership in content");
            case MEMBER_AUTHORISING_SERVER_UNSIGNED -> cannot("set the membership of " + target,
                    "the server of the authorising user " + fact(FactName.AUTHORISING_USER)
                            + " has not signed the event");
            case MEMBER_UNKNOWN_MEMBERSHIP -> cannot("set the membership of " + target,
                    "room version " + decision.citation().version().id() + " has no membership "
                            + fact(FactName.MEMBERSHIP));

            case JOIN_NOT_SELF -> cannot("join the room for " + target, "everybody joins only by themselves");
            case JOIN_BANNED -> cannot("join the room", sender + " is banned from it");
            case JOIN_RESTRICTED_BAD_AUTHORISING_USER -> cannot("join the room", "the join rule is "
                    + fact(FactName.JOIN_RULE) + ", the membership of " + sender + " is "
                    + fact(FactName.SENDER_MEMBERSHIP) + ", and " + nobodyVouches());
            case JOIN_OTHERWISE -> cannot("join the room", "the join rule is " + fact(FactName.JOIN_RULE)
                    + ", and the membership of " + sender + " is " + fact(FactName.SENDER_MEMBERSHIP) + nobodyJoins());

            case INVITE_3PID_TARGET_BANNED -> cannot("invite " + target, target + " is banned from the room");
            case INVITE_3PID_NO_SIGNED -> cannot("invite " + target,
                    "the third-party invite lacks the part that the identity server signed");
            case INVITE_3PID_NO_MXID_OR_TOKEN -> cannot("invite " + target,
                    "the signed part of the third-party invite lacks mxid or token");
            case INVITE_3PID_MXID_MISMATCH -> cannot("invite " + target,
                    "the third-party invite was signed for " + fact(FactName.SIGNED_USER));
            case INVITE_3PID_UNKNOWN_TOKEN -> cannot("invite " + target,
                    "the room has no third-party invite with the token " + fact(FactName.TOKEN));
            case INVITE_3PID_SENDER_MISMATCH -> cannot("invite " + target,
                    "the third-party invite was sent by " + fact(FactName.THIRD_PARTY_INVITE_SENDER));
            case INVITE_3PID_OTHERWISE -> cannot("invite " + target,
                    "no signature is by one of the keys that the third-party invite names");
            case INVITE_SENDER_NOT_JOINED -> cannot("invite " + target, senderNotJoined());
            case INVITE_TARGET_JOINED_OR_BANNED -> cannot("invite " + target,
                    "the membership of " + target + " is already " + fact(FactName.TARGET_MEMBERSHIP));
            case INVITE_OTHERWISE -> cannot("invite " + target, isBelow(Level.INVITE));

            case LEAVE_SELF -> cannot("leave the room", "the membership of " + sender + " is "
                    + fact(FactName.TARGET_MEMBERSHIP));
            case LEAVE_SENDER_NOT_JOINED -> cannot("remove " + target, senderNotJoined());
            case LEAVE_UNBAN_NEEDS_BAN_LEVEL -> cannot("unban " + target, isBelow(Level.BAN));
            case LEAVE_OTHERWISE -> cannot(
                    (fact(FactName.TARGET_MEMBERSHIP).equals("ban") ? "unban " : "kick ") + target,
                    isBelowOrDoesNotOutrank(Level.KICK));
            case BAN_SENDER_NOT_JOINED -> cannot("ban " + target, senderNotJoined());
            case BAN_OTHERWISE -> cannot("ban " + target, isBelowOrDoesNotOutrank(Level.BAN));

            case KNOCK_WRONG_JOIN_RULE -> cannot("knock on the room" + (sender.equals(target) ? "" : " for " + target),
                    "its join rule is " + fact(FactName.JOIN_RULE));
            case KNOCK_NOT_SELF -> cannot("knock on the room for " + target, "everybody knocks only by themselves");
            case KNOCK_OTHERWISE -> cannot("knock on the room", "the membership of " + sender + " is already "
                    + fact(FactName.SENDER_MEMBERSHIP));

            case SENDER_NOT_JOINED -> cannotSend(senderNotJoined());
            case THIRD_PARTY_INVITE_LEVEL -> cannotSend(isBelow(Level.INVITE));
            case EVENT_LEVEL_TOO_LOW -> cannotSend(power() + " is below the required level "
                    + fact(FactName.REQUIRED_LEVEL));
            case STATE_KEY_OTHER_USER -> cannotSend("the state under " + fact(FactName.STATE_KEY)
                    + " is for that user alone to set");

            case POWER_LEVELS_BAD_INTEGERS -> cannotSet("it must be an integer");
            case POWER_LEVELS_BAD_MAPS -> cannotSet("events and notifications map names to integers");
            case POWER_LEVELS_BAD_USERS -> cannotSet("users maps user IDs to integers");
            case POWER_LEVELS_NAMES_CREATOR -> cannot("set the level " + fact(FactName.LEVEL_PROPERTY),
                    "the power of a creator is infinite and not to be set");
            case POWER_LEVELS_FIELD_CURRENT, POWER_LEVELS_ENTRY_CURRENT -> cannotAlter(
                    fact(FactName.CURRENT_LEVEL) + " is above " + power());
            case POWER_LEVELS_FIELD_NEW, POWER_LEVELS_ENTRY_NEW, POWER_LEVELS_USER_NEW -> cannotAlter(
                    fact(FactName.NEW_LEVEL) + (newLevelIsInteger() ? " is above " + power() : " is no level"));
            case POWER_LEVELS_USER_CURRENT -> cannotAlter(fact(FactName.CURRENT_LEVEL) + " is not below " + power());

            case REDACTION_OTHERWISE -> cannot("redact the event", isBelow(Level.REDACT)
                    + ", and the event is not of the redaction's server: "
                    + fact(FactName.REDACTED_SERVER) + " is not " + fact(FactName.REDACTION_SERVER));

            case CREATE_OTHERWISE, ALIASES_OTHERWISE, JOIN_CREATOR_FIRST, JOIN_INVITED, JOIN_RESTRICTED_ALREADY_MEMBER,
                    JOIN_RESTRICTED_OTHERWISE, JOIN_PUBLIC, INVITE_3PID_SIGNATURE_MATCHES, INVITE_HAS_POWER,
                    LEAVE_KICK_HAS_POWER, BAN_HAS_POWER, KNOCK_ALLOWED, POWER_LEVELS_FIRST, POWER_LEVELS_OTHERWISE,
                    REDACTION_LEVEL, REDACTION_SAME_DOMAIN, OTHERWISE ->
                throw new IllegalStateException(
                        decision.citation() + " does not reject");
        };
    }

    private String cannot(String deed, String why) {
        return sender + " cannot " + deed + ": " + why;
    }

    private String cannotSend(String why) {
        return cannot("send " + fact(FactName.EVENT_TYPE), why);
    }

    private String cannotSet(String why) {
        return cannot("set the level " + fact(FactName.LEVEL_PROPERTY) + " to " + fact(FactName.NEW_LEVEL), why);
    }

    private String cannotAlter(String why) {
        return cannot("change the level " + fact(FactName.LEVEL_PROPERTY) + " from " + fact(FactName.CURRENT_LEVEL)
                + " to " + fact(FactName.NEW_LEVEL), why);
    }

    private String senderNotJoined() {
        return sender + " is not in the room, their membership is " + fact(FactName.SENDER_MEMBERSHIP);
    }

    private String power() {
        return "power level " + fact(FactName.SENDER_POWER);
    }

    private String isBelow(Level level) {
        return power() + " is below the " + level.title() + " " + fact(level.title());
    }

    /** The target's power is looked at only when the sender has the level, so that the fact tells which one failed. */
    private String isBelowOrDoesNotOutrank(Level level) {
        return known(FactName.TARGET_POWER)
                .map(targetPower -> power() + " is not above the power level " + targetPower + " of " + target)
                .orElseGet(() -> isBelow(level));
    }

    private boolean newLevelIsInteger() {
        return INTEGER.matcher(fact(FactName.NEW_LEVEL)).matches();
    }

    /** An invite, or being in already, is of no use where the join rule lets nobody in. */
    private String nobodyJoins() {
        return switch (fact(FactName.SENDER_MEMBERSHIP)) {
            case "invite", "join" -> "; by that join rule nobody joins in room version "
                    + decision.citation().version().id();
            default -> "";
        };
    }

    private String nobodyVouches() {
        String user = fact(FactName.AUTHORISING_USER);
        if (known(FactName.AUTHORISING_USER_MEMBERSHIP).isEmpty()) {
            return "no user who may invite vouches for the join (" + user + ")";
        }
        return known(FactName.AUTHORISING_USER_POWER)
                .map(power -> "power level " + power + " of the authorising user " + user + " is below the "
                        + Level.INVITE.title() + " " + fact(Level.INVITE.title()))
                .orElseGet(() -> "the authorising user " + user + " is not in the room");
    }

    private Optional<String> known(String name) {
        return decision.facts().value(name);
    }

    private String fact(String name) {
        return known(name).orElse("(unknown)");
    }
}
