package dev.vestibule.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.InetAddress;
import java.time.Clock;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which module and package may know which. An arrow that is missing here is missing on purpose: the server alone knows
 * HTTP, the storage alone knows SQL, and the authorization rules know neither, nor the time.
 */
final class ArrowsTest {
    private static final String ROOT = "dev.vestibule";
    private static final String AUTHZ = ROOT + ".authz..";
    private static final String STORAGE = ROOT + ".storage..";
    private static final String STORAGE_OWN = ROOT + ".storage.internal..";
    private static final String TABLES = ROOT + ".storage.jooq";
    private static final String IDENTITY = ROOT + ".identity..";
    private static final String SERVER = ROOT + ".server..";
    private static final String ENTRY = ROOT + ".server";
    private static final String HTTP = ROOT + ".server.http..";

    private static final DescribedPredicate<JavaClass> HTTP_LIBRARIES = resideInAnyPackage("io.javalin..",
            "org.eclipse.jetty..", "jakarta.servlet..", "java.net.http..", "com.sun.net.httpserver..");
    private static final DescribedPredicate<JavaClass> SQL_LIBRARIES = resideInAnyPackage("org.jooq..",
            "com.zaxxer.hikari..", "org.h2..", "org.postgresql..", "java.sql..", "javax.sql..", TABLES + "..");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @ParameterizedTest
    @ValueSource(strings = {AUTHZ, STORAGE, IDENTITY, TABLES, ENTRY, HTTP, ROOT + ".server.account..",
            ROOT + ".server.room..", ROOT + ".server.sync.."})
    @DisplayName("the classes these rules are about have been read")
    void seesTheClasses(String packages) {
        assertThat(MAIN.that(resideInAPackage(packages))).as("classes in %s", packages).hasSizeGreaterThan(1);
    }

    @Test
    @DisplayName("the libraries these rules are about are seen where they are used")
    void seesTheLibraries() {
        assertThat(usersOf(HTTP_LIBRARIES, SERVER)).as("classes that use Javalin").isPositive();
        assertThat(usersOf(SQL_LIBRARIES, STORAGE_OWN)).as("classes that use jOOQ").isPositive();
    }

    @Test
    @DisplayName("authz uses the JDK and Jackson alone")
    void authzUsesOnlyJdkAndJackson() {
        classes().that().resideInAPackage(AUTHZ)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(AUTHZ, "java..", "javax.crypto..", "com.fasterxml.jackson.."))
                .check(MAIN);
    }

    @Test
    @DisplayName("authz is pure: no SQL, no network, no files, no clock, no threads")
    void authzIsPure() {
        // Inet6Address is there to read an address literal, which asks no network.
        DescribedPredicate<JavaClass> network = resideInAPackage("java.net..")
                .and(not(assignableTo(InetAddress.class)));
        noClasses().that().resideInAPackage(AUTHZ)
                .should().dependOnClassesThat(network)
                .orShould().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "java.nio.file..",
                        "java.util.concurrent..")
                .orShould().dependOnClassesThat().belongToAnyOf(Clock.class, InstantSource.class, Thread.class)
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime")
                .check(MAIN);
    }

    @Test
    @DisplayName("storage knows no HTTP and not the server")
    void storageKnowsNoHttp() {
        noClasses().that().resideInAPackage(STORAGE)
                .should().dependOnClassesThat(HTTP_LIBRARIES.or(resideInAPackage(SERVER)))
                .check(MAIN);
    }

    @Test
    @DisplayName("the identity server knows no HTTP, not the server and not its storage")
    void identityKnowsNoHttp() {
        noClasses().that().resideInAPackage(IDENTITY)
                .should().dependOnClassesThat(HTTP_LIBRARIES.or(resideInAnyPackage(SERVER, STORAGE)))
                .check(MAIN);
    }

    @Test
    @DisplayName("the server reaches SQL through the storage's own types alone, and only those it offers")
    void serverKnowsNoSql() {
        noClasses().that().resideInAPackage(SERVER)
                .should().dependOnClassesThat(SQL_LIBRARIES.or(resideInAPackage(STORAGE_OWN)))
                .check(MAIN);
    }

    @Test
    @DisplayName("inside the server only http and the entry package know Javalin")
    void onlyHttpKnowsJavalin() {
        noClasses().that(resideInAPackage(SERVER).and(resideOutsideOfPackages(ENTRY, HTTP)))
                .should().dependOnClassesThat(HTTP_LIBRARIES.or(resideInAPackage(HTTP)))
                .check(MAIN);
    }

    @Test
    @DisplayName("no packages know each other in a circle")
    void packagesAreFreeOfCycles() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(MAIN);
    }

    private static long usersOf(DescribedPredicate<JavaClass> libraries, String packages) {
        return MAIN.that(resideInAPackage(packages)).stream()
                .filter(user -> user.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> libraries.test(dependency.getTargetClass())))
                .count();
    }

    /**
     * Each package for itself, but a package and its {@code internal} half as one, and the generated tables as one:
     * their generator lets tables and records know each other.
     */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return SliceIdentifier.of(name.startsWith(TABLES) ? TABLES : name.replaceFirst("\\.internal$", ""));
        }

        @Override
        public String getDescription() {
            return "every package of Vestibule";
        }
    }
}
