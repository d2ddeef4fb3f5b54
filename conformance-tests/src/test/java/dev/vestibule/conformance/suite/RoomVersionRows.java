package dev.vestibule.conformance.suite;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.support.ParameterDeclaration;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Reads a {@link RoomVersionTable}. */
final class RoomVersionRows extends AnnotationBasedArgumentsProvider<RoomVersionTable> {

    /** One version for each set of authorization rules: where the rules differ, one of these shows it. */
    private static final String ONE_OF_EACH_KIND = "1,3,6,7,8,10,11,12";

    private final List<Integer> wanted = versions(System.getProperty("homeserver.room-versions", ONE_OF_EACH_KIND))
            .boxed().toList();

    @Override
    protected Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context,
            RoomVersionTable table) {
        List<Arguments> rows = table.value().lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#")).flatMap(line -> rows(line, parameters))
                .toList();
        List<Arguments> wantedRows = rows.stream().filter(row -> wanted.contains((Integer) row.get()[0])).toList();
        return (wantedRows.isEmpty() ? rows : wantedRows).stream();
    }

    private Stream<Arguments> rows(String line, ParameterDeclarations parameters) {
        String[] cells = Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new);
        return versions(cells[0]).mapToObj(version -> {
            Object[] arguments = IntStream.range(0, cells.length)
                    .mapToObj(i -> i == 0 ? version : argument(cells[i], parameters.get(i).orElseThrow())).toArray();
            return Arguments.of(arguments);
        });
    }

    private static Object argument(String cell, ParameterDeclaration parameter) {
        Class<?> type = parameter.getParameterType();
        if (type == Membership.class) {
            return Membership.of(cell);
        }
        return type == Outcome.class ? Outcome.of(cell) : cell;
    }

    private static IntStream versions(String column) {
        return Arrays.stream(column.split(",")).map(range -> range.strip().split("-")).flatMapToInt(
                ends -> IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
    }
}
