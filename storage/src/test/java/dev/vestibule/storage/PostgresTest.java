package dev.vestibule.storage;

import dev.vestibule.storage.StorageLocation.Jdbc;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Runs if there is a database to run on: {@code -Dstorage.postgres=jdbc:postgresql://…}, and {@code storage.postgres.user}
 * and {@code .password} where they differ from {@code vestibule}. Everything in its schema {@code public} is dropped.
 */
@EnabledIfSystemProperty(named = "storage.postgres", matches = "jdbc:postgresql:.*",
        disabledReason = "needs a PostgreSQL database to empty")
final class PostgresTest extends DatabaseTest {
    @Override
    StorageLocation location() throws SQLException {
        Jdbc database = new Jdbc(System.getProperty("storage.postgres"),
                System.getProperty("storage.postgres.user", "vestibule"),
                System.getProperty("storage.postgres.password", "vestibule"));
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        }
        return database;
    }
}
