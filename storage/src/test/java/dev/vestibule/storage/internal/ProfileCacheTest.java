package dev.vestibule.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change.ProfileFieldSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileCacheTest {
    private static final UserId ALICE = UserId.parse("@alice:localhost");
    private static final JsonNode NEW = TextNode.valueOf("new");

    private final ProfileCache cache = new ProfileCache();

    @Test
    void whatWasLookedUpIsNotLookedUpAgain() {
        cache.profile(ALICE, _ -> Map.of("displayname", NEW));

        assertThat(cache.profile(ALICE, _ -> {
            throw new AssertionError("looked up again");
        })).containsOnlyKeys("displayname");
    }

    @Test
    void whatWasLookedUpBeforeAChangeIsNotKeptAfterIt() {
        cache.profile(ALICE, user -> {
            cache.committed(List.of(new ProfileFieldSet(user, "displayname", NEW)));
            return Map.of();
        });

        assertThat(cache.profile(ALICE, _ -> Map.of("displayname", NEW))).containsEntry("displayname", NEW);
    }
}
