package dev.vestibule.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The answer of one {@code /sync}, read as a client reads it. */
public record Sync(JsonNode json) {

    private static final List<String> SECTIONS = List.of("join", "invite", "knock", "leave");

    static Sync of(Answer answer) {
        return new Sync(answer.ok().json());
    }

    /** Where the next sync begins. */
    public String nextBatch() {
        return json.path("next_batch").asText();
    }

    /** The sections of the answer that speak of a room: at most one if the server is right. */
    public List<String> sectionsOf(Room room) {
        return SECTIONS.stream().filter(section -> json.path("rooms").path(section).has(room.id())).toList();
    }

    /** The entry of a room in one section; a missing node if there is none. */
    public JsonNode room(String section, Room room) {
        return json.path("rooms").path(section).path(room.id());
    }

    /** The timeline of a room in one section. */
    public List<JsonNode> timeline(String section, Room room) {
        return Json.elements(room(section, room).path("timeline").path("events"));
    }

    /** The state before the timeline of a room in one section. */
    public List<JsonNode> state(String section, Room room) {
        return Json.elements(room(section, room).path("state").path("events"));
    }

    /** State and then timeline. */
    public List<JsonNode> events(String section, Room room) {
        List<JsonNode> events = new ArrayList<>(state(section, room));
        events.addAll(timeline(section, room));
        return events;
    }

    /** The stripped state of an invite or a knock. */
    public List<JsonNode> strippedState(String section, Room room) {
        return Json.elements(room(section, room).path(section + "_state").path("events"));
    }

    /** The member events of a user among all events of a room's entry, in order; stripped ones too. */
    public Stream<JsonNode> memberEvents(Room room, Actor user) {
        return SECTIONS.stream().flatMap(
                section -> Stream.concat(strippedState(section, room).stream(), events(section, room).stream()))
                .filter(isMemberEventOf(user));
    }

    /** True for somebody's member event. */
    public static Predicate<JsonNode> isMemberEventOf(Actor user) {
        return event -> event.path("type").asText().equals("m.room.member")
                && event.path("state_key").asText().equals(user.userId());
    }

    /** True for a user's member event that says this. */
    public static Predicate<JsonNode> isMember(Actor user, Membership membership) {
        return isMemberEventOf(user)
                .and(event -> event.path("content").path("membership").asText().equals(membership.word()));
    }

    /**
     * Polls on from an earlier sync, as a client does, until an answer shows what is expected.
     *
     * @throws AssertionError if ten seconds pass without it
     */
    public static Sync until(Actor reader, Sync earlier, String expected, Predicate<Sync> shown) {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        Sync latest = earlier;
        while (Instant.now().isBefore(end)) {
            latest = Sync.of(reader
                    .get(Endpoint.v3("sync").with("since", latest.nextBatch()).with("timeout", 2000)));
            if (shown.test(latest)) {
                return latest;
            }
        }
        throw new AssertionError("no sync showed " + expected + "; the last one was " + latest.json());
    }
}
