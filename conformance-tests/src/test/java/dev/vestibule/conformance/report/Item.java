package dev.vestibule.conformance.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An item of the acceptance list.
 *
 * @param number   such as {@code 1.5.4}; for a rule of the authorization table, its letters and digits
 * @param section  the heading it stands under, such as {@code 1.5 POST /rooms/{roomId}/kick}
 * @param sentence what it says, shortened
 */
record Item(String number, String section, String sentence) {
    private static final Pattern HEADING = Pattern.compile("#{2,3} (\\d+(?:\\.\\d+)?\\.? .*)");
    private static final Pattern TABLE_HEADING = Pattern.compile("### (4\\.\\d+) (.*)");
    private static final Pattern BULLET = Pattern.compile("- (\\d+\\.\\d+(?:\\.\\d+)?) .*");
    private static final Pattern ROW = Pattern
            .compile("\\| (\\d+\\.\\d+(?:\\.\\d+)?|[A-Z]+\\d*(?:\\.\\d+)?[a-z]?) \\|.*");
    /** A second item in the line of a first. */
    private static final Pattern START = Pattern.compile("(?:^|(?<=[.;:)] ))(\\d+\\.\\d+\\.\\d+) (?=\\[|\\w)");
    private static final int LONGEST = 150;

    /** All items of the list, in its order. */
    static List<Item> in(List<String> list) {
        Map<String, Item> items = new LinkedHashMap<>();
        String section = "";
        for (String line : list) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
                Matcher table = TABLE_HEADING.matcher(line);
                if (table.matches()) {
                    items.put(table.group(1), new Item(table.group(1), section, sentence(table.group(2))));
                }
                continue;
            }
            for (Item item : inLine(line, section)) {
                items.putIfAbsent(item.number(), item);
            }
        }
        return List.copyOf(items.values());
    }

    private static List<Item> inLine(String line, String section) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
            String cells = line.substring(line.indexOf('|', 2) + 1).replace("|", " · ");
            return row.group(1).equals("ID") ? List.of() : List.of(new Item(row.group(1), section, sentence(cells)));
        }
        if (!BULLET.matcher(line).matches()) {
            return List.of();
        }
        String text = line.substring(2);
        List<Integer> starts = START.matcher(text).results().map(found -> found.start(1)).toList();
        if (starts.isEmpty()) {
            starts = List.of(0);
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            String part = text.substring(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : text.length());
            int space = part.indexOf(' ');
            items.add(new Item(part.substring(0, space), section, sentence(part.substring(space + 1))));
        }
        return items;
    }

    /** The first sentence, without marks that would disturb a table. */
    private static String sentence(String text) {
        String plain = text.replaceAll("\\[[SATPD]\\]", "").replace("**", "").replace("|", "/").strip()
                .replaceAll("\\s+", " ").replaceAll("^(· )+|( ·)+$", "");
        int end = plain.indexOf(". ");
        String first = end > 30 ? plain.substring(0, end + 1) : plain;
        if (first.length() <= LONGEST) {
            return first;
        }
        String cut = first.substring(0, first.lastIndexOf(' ', LONGEST));
        boolean openCode = cut.chars().filter(c -> c == '`').count() % 2 == 1;
        return cut + (openCode ? "`" : "") + " …";
    }
}
