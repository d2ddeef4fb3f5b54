package dev.vestibule.server.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long the pages of administrators' lists are. */
class AdminPageTest {
    @Test
    @DisplayName("a page is as long as is asked for, within bounds")
    void limit() {
        assertThat(AdminPage.limit(Optional.empty())).isEqualTo(100);
        assertThat(AdminPage.limit(Optional.of(0L))).isZero();
        assertThat(AdminPage.limit(Optional.of(10_000L))).isEqualTo(10_000);
        assertThat(AdminPage.limit(Optional.of(10_001L))).isEqualTo(10_000);
        assertThat(AdminPage.limit(Optional.of(999_999_999_999_999_999L))).isEqualTo(10_000);
    }
}
