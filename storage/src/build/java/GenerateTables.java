import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/**
 * Writes jOOQ's table classes from the migrations that ship: runs all of them, in the order of their names, in an
 * in-memory H2, and reads the schema back. Does nothing when neither the migrations nor this file have changed since
 * the last time.
 *
 * <p>Arguments: the folder of the migrations, the folder to write to.
 */
void main(String[] arguments) throws Exception {
    Path migrations = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    List<Path> scripts = scripts(migrations);
    Path stamp = output.resolveSibling("jooq.sha256");
    String fingerprint = fingerprint(scripts);
    if (Files.isDirectory(output) && Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
        return;
    }
    // Inside INIT a semicolon would end the statement; quotes are doubled as in any SQL string.
    String init = scripts.stream()
            .map(script -> "RUNSCRIPT FROM '"
                    + script.toAbsolutePath().toString().replace("'", "''").replace(";", "\\;") + "'")
            .collect(Collectors.joining("\\;"));
    GenerationTool.generate(new Configuration()
            .withLogging(org.jooq.meta.jaxb.Logging.WARN)
            .withJdbc(new Jdbc()
                    .withDriver("org.h2.Driver")
                    .withUrl(
                            "jdbc:h2:mem:tables;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;INIT=" + init))
            .withGenerator(new Generator()
                    .withDatabase(new Database()
                            .withName("org.jooq.meta.h2.H2Database")
                            .withInputSchema("public")
                            .withOutputSchemaToDefault(true))
                    .withGenerate(new Generate()
                            .withRecords(true)
                            .withDaos(false)
                            .withPojos(false)
                            .withComments(true)
                            .withGlobalObjectReferences(true))
                    .withTarget(new Target()
                            .withPackageName("dev.vestibule.storage.jooq")
                            .withDirectory(output.toString()))));
    Files.writeString(stamp, fingerprint);
}

List<Path> scripts(Path migrations) throws IOException {
    try (Stream<Path> files = Files.list(migrations)) {
        return files.filter(file -> file.getFileName().toString().matches("V\\d{3}__\\w+\\.sql")).sorted().toList();
    }
}

String fingerprint(List<Path> scripts) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path script : scripts) {
        digest.update(script.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(script));
    }
    digest.update(Files.readAllBytes(Path.of(System.getProperty("jdk.launcher.sourcefile"))));
    return HexFormat.of().formatHex(digest.digest());
}
