package dev.vestibule.conformance.suite;

import java.util.Map;

/** Every way in which a reader can stand to a room; what was said before, they heard if they were members. */
public enum Standing {
    JOINED, INVITED, KNOCKING, LEFT, BANNED, STRANGER, REJECTED, FORGOTTEN;

    /**
     * Makes a room that only the invited may enter, in which something was said, with a reader who stands to it in this
     * way. Whoever was a member was one before it was said.
     *
     * @param owner who makes the room and says it
     */
    public Scene in(Actor owner, Actor reader) {
        boolean wasMember = switch (this) {
            case JOINED, LEFT, BANNED, FORGOTTEN -> true;
            case INVITED, KNOCKING, STRANGER, REJECTED -> false;
        };
        Room room = RoomPlan.publicRoom().by(owner);
        if (wasMember) {
            reader.join(room).ok();
        }
        String said = owner.say(room, "hello");
        owner.putState(room, "m.room.name", "", Map.of("name", "Before")).ok();
        owner.putJoinRule(room, this == KNOCKING ? "knock" : "invite").ok();
        switch (this) {
            case JOINED, STRANGER -> {
            }
            case INVITED -> owner.invite(room, reader).ok();
            case KNOCKING -> {
                reader.knock(room).ok();
                owner.putJoinRule(room, "invite").ok();
            }
            case LEFT -> reader.leave(room).ok();
            case BANNED -> owner.ban(room, reader).ok();
            case REJECTED -> {
                owner.invite(room, reader).ok();
                reader.leave(room).ok();
            }
            case FORGOTTEN -> {
                reader.leave(room).ok();
                reader.forget(room).ok();
            }
        }
        owner.putState(room, "m.room.name", "", Map.of("name", "After")).ok();
        return new Scene(room, said);
    }

    /**
     * A room in which something was said.
     *
     * @param said the ID of the event
     */
    public record Scene(Room room, String said) {}
}
