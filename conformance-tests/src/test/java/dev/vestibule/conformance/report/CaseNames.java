package dev.vestibule.conformance.report;

import dev.vestibule.conformance.report.CaseResult.Ending;
import dev.vestibule.conformance.suite.ConformanceTest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** What the cases of the suite are called, read from the classes, without running any. */
final class CaseNames {
    private static final String SUITE = "dev.vestibule.conformance";

    private CaseNames() {}

    /** A case for each test method, as if it had passed. Its items are those that its name begins with. */
    static Results asResults() {
        List<Class<?>> classes = ReflectionSupport.findAllClassesInPackage(SUITE,
                type -> type.isAnnotationPresent(ConformanceTest.class), _ -> true);
        return Results.of(classes.stream().flatMap(CaseNames::in).toList());
    }

    private static Stream<CaseResult> in(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).flatMap(method -> name(method).stream())
                .map(name -> new CaseResult(type.getSimpleName(), name, Ending.PASSED));
    }

    private static Optional<String> name(Method method) {
        return AnnotationSupport.findAnnotation(method, ParameterizedTest.class).map(ParameterizedTest::name)
                .or(() -> AnnotationSupport.findAnnotation(method, DisplayName.class).map(DisplayName::value));
    }
}
