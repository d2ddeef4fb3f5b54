package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.directory.ListPublicRooms;
import dev.vestibule.server.directory.ReadHierarchy;
import dev.vestibule.server.directory.ReadRoomSummary;
import dev.vestibule.server.directory.ReadVisibility;
import dev.vestibule.server.directory.SpacePage;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.DirectoryRoute;
import dev.vestibule.server.room.PublishRoom;
import dev.vestibule.server.room.RoomAliases;
import dev.vestibule.storage.Visibility;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The endpoints by which people find rooms.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#published-room-directory">the directory</a>
 */
public record RoomDirectoryHandlers(ListPublicRooms listPublicRooms, ReadVisibility readVisibility,
        PublishRoom publishRoom, ReadRoomSummary readRoomSummary, ReadHierarchy readHierarchy, RoomAliases aliases) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(DirectoryRoute.PUBLIC_ROOMS, this::list)
                .bind(DirectoryRoute.PUBLIC_ROOMS_SEARCH, this::search)
                .bind(DirectoryRoute.ROOM_VISIBILITY, this::visibility)
                .bind(DirectoryRoute.ROOM_VISIBILITY_PUT, this::publish)
                .bind(DirectoryRoute.ROOM_SUMMARY, this::summary)
                .bind(DirectoryRoute.ROOM_SUMMARY_UNSTABLE, this::summary)
                .bind(DirectoryRoute.ROOM_SUMMARY_UNSTABLE_ROOMS, this::summary)
                .bind(DirectoryRoute.HIERARCHY, this::hierarchy);
    }

    private Answer list(Call call) {
        return Answer.ok(listPublicRooms.list(new ListPublicRooms.Request(call.query("server"), Optional.empty(),
                call.queryNumber("limit"), call.query("since"), Optional.empty(), Set.of())));
    }

    private Answer search(Call call) {
        JsonBody body = call.body();
        Optional<JsonBody> filter = body.optionalObject("filter").map(JsonBody::new);
        Optional<String> network = body.optionalString("third_party_instance_id");
        if (network.isPresent() && body.optionalBoolean("include_all_networks").orElse(false)) {
            throw MatrixException.invalidParam(
                    "'third_party_instance_id' names one network, 'include_all_networks' all: send one of them.");
        }
        return Answer.ok(listPublicRooms.list(new ListPublicRooms.Request(call.query("server"), network,
                body.optionalNumber("limit"), body.optionalString("since"),
                filter.flatMap(wanted -> wanted.optionalString("generic_search_term")),
                filter.map(RoomDirectoryHandlers::types).orElse(Set.of()))));
    }

    /** The types a filter lists; among them {@code null} stands for rooms that have none. */
    private static Set<Optional<String>> types(JsonBody filter) {
        Set<Optional<String>> types = new LinkedHashSet<>();
        filter.optionalArray("room_types").ifPresent(list -> {
            for (JsonNode type : list) {
                if (!type.isTextual() && !type.isNull()) {
                    throw MatrixException.badJson("'room_types' must be a list of strings, and null for no type.");
                }
                types.add(Optional.ofNullable(type.textValue()));
            }
        });
        return types;
    }

    private Answer visibility(Call call) {
        return Answer.ok(readVisibility.read(call.roomId()));
    }

    private Answer publish(Call call) {
        Visibility visibility = switch (call.body().optionalString("visibility").orElse("public")) {
            case "public" -> Visibility.PUBLIC;
            case "private" -> Visibility.PRIVATE;
            default -> throw MatrixException.invalidParam("'visibility' must be public or private.");
        };
        return Answer.ok(publishRoom.set(call.requester(), call.roomId(), visibility).body());
    }

    private Answer summary(Call call) {
        RoomId roomId = switch (call.roomIdOrAlias()) {
            case Call.RoomReference.ById(var id) -> id;
            case Call.RoomReference.ByAlias(var alias) -> aliases.resolve(alias);
        };
        return Answer.ok(readRoomSummary.read(call.maybeRequester(), roomId));
    }

    private Answer hierarchy(Call call) {
        SpacePage page = SpacePage.of(call.queryNumber("max_depth"),
                call.queryBoolean("suggested_only").orElse(false), call.queryNumber("limit"), call.query("from"));
        return Answer.ok(readHierarchy.read(call.requester(), call.roomId(), page));
    }
}
