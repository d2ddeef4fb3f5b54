package dev.vestibule.server.directory;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.DirectoryPage.Place;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A place in the public directory as clients hold it: {@code next_batch} and {@code prev_batch}. */
final class DirectoryToken {

    private DirectoryToken() {}

    static String write(Place place) {
        String text = (place.direction() == Direction.FORWARDS ? "f" : "b") + place.joinedMembers()
                + place.roomId().value();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws MatrixException 400 {@code M_INVALID_PARAM} if this server made no such token */
    static Place read(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int room = text.indexOf('!');
            Direction direction = switch (text.isEmpty() ? ' ' : text.charAt(0)) {
                case 'f' -> Direction.FORWARDS;
                case 'b' -> Direction.BACKWARDS;
                default -> throw new IllegalArgumentException("no direction");
            };
            if (room < 2) {
                throw new IllegalArgumentException("no room");
            }
            return new Place(Integer.parseInt(text.substring(1, room)), RoomId.parse(text.substring(room)), direction);
        } catch (IllegalArgumentException unknown) {
            throw MatrixException.invalidParam(
                    "'since' must be a next_batch or prev_batch of the list of public rooms.");
        }
    }
}
