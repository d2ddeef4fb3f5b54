package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.AlreadyExistsException.Kind;
import dev.vestibule.storage.Change.MediaStored;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users upload. */
interface MediaContract extends StorageContract {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, (256 << 10) - 1, 256 << 10, (256 << 10) + 1, 3 << 20})
    default void anUploadIsReadAsItCame(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        store("upload" + size, ALICE, content);

        storage().read(snapshot -> {
            MediaRow media = snapshot.media("upload" + size).orElseThrow();
            assertThat(media.uploader()).isEqualTo(ALICE);
            assertThat(media.contentType()).isEqualTo("image/png");
            assertThat(media.fileName()).contains("a name");
            assertThat(media.size()).isEqualTo(size);
            assertThat(snapshot.content(media)).isEqualTo(content);
            return null;
        });
    }

    @Test
    default void anUploadIsNotOverwritten() {
        store("one", ALICE, new byte[]{1});
        assertThatThrownBy(() -> store("one", BOB, new byte[]{2}))
                .isInstanceOfSatisfying(AlreadyExistsException.class,
                        exists -> assertThat(exists.kind()).isEqualTo(Kind.MEDIA));
        storage().read(snapshot -> {
            assertThat(snapshot.content(snapshot.media("one").orElseThrow())).containsExactly(1);
            assertThat(snapshot.media("two")).isEmpty();
            return null;
        });
    }

    private void store(String mediaId, UserId uploader, byte[] content) {
        storage().write(List.of(new MediaStored(mediaId, uploader, "image/png", Optional.of("a name"),
                ByteBuffer.wrap(content))));
    }
}
