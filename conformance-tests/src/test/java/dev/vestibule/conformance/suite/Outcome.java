package dev.vestibule.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a request does to one user's membership: a cell of a state table. Written as the membership that results
 * ({@code join}), as {@code same} (200, and the member event is the one from before), as {@code fresh} (200, a new
 * event with the same membership), or as a refusal: a status and an errcode ({@code 403 M_BAD_STATE}), where a bare
 * {@code 403} means {@code M_FORBIDDEN}.
 */
public sealed interface Outcome {

    /** Accepted; a new member event says this. */
    record Becomes(Membership membership) implements Outcome {
        @Override
        public String toString() {
            return membership.word();
        }
    }

    /** Accepted; no new event. */
    record Same() implements Outcome {
        @Override
        public String toString() {
            return "same";
        }
    }

    /** Accepted; a new event that says what the one before said. */
    record Fresh() implements Outcome {
        @Override
        public String toString() {
            return "fresh";
        }
    }

    /** Refused; nothing changes. */
    record Refused(int status, String errcode) implements Outcome {
        @Override
        public String toString() {
            return status + " " + errcode;
        }
    }

    /** Reads a cell of a table. */
    static Outcome of(String cell) {
        return switch (cell) {
            case "same" -> new Same();
            case "fresh" -> new Fresh();
            case "403" -> new Refused(403, "M_FORBIDDEN");
            default -> {
                String[] words = cell.split(" ", 2);
                yield words.length == 2
                        ? new Refused(Integer.parseInt(words[0]), words[1])
                        : new Becomes(Membership.of(cell));
            }
        };
    }

    /** Sends the request and holds the answer, and the room's state after it, to this outcome. */
    default void holdsFor(Watch watch, Supplier<Answer> request) {
        Optional<MemberEvent> before = watch.event();
        Answer answer = request.get();
        switch (this) {
            case Becomes(Membership membership) -> {
                answer.ok();
                MemberEvent after = watch.event().orElseThrow(() -> new AssertionError("no member event: " + answer));
                assertThat(after.membership()).as("membership after %s", answer).isEqualTo(membership);
                assertThat(Optional.of(after.eventId())).as("event after %s", answer)
                        .isNotEqualTo(before.map(MemberEvent::eventId));
            }
            case Same() -> {
                answer.ok();
                assertThat(watch.event()).as("member event after %s", answer).isEqualTo(before);
            }
            case Fresh() -> {
                answer.ok();
                assertThat(watch.event().map(MemberEvent::membership)).as("membership after %s", answer)
                        .isEqualTo(before.map(MemberEvent::membership));
                assertThat(watch.event().map(MemberEvent::eventId)).as("event after %s", answer)
                        .isNotEqualTo(before.map(MemberEvent::eventId));
            }
            case Refused(int status, String errcode) -> {
                answer.refused(status, errcode);
                assertThat(watch.event()).as("member event after %s", answer).isEqualTo(before);
            }
        }
    }
}
