package dev.vestibule.server.limit;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a YAML file (JSON is YAML, too) that sets rate limits in the way Synapse's configuration does, so that a part
 * of one can be pasted. What it leaves out is as without configuration. What Synapse limits and this server does not
 * is accepted, and a line in the log says that it has no effect; any other key is taken for a mistake.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/usage/configuration/config_documentation.html#ratelimiting">
 *      Synapse's manual</a>
 */
public final class LimitFile {
    private static final Logger LOG = LoggerFactory.getLogger(LimitFile.class);

    private static final String PER_SECOND = "per_second";
    private static final String BURST_COUNT = "burst_count";
    /** A thousand in a microsecond, and one in thirty years: nobody can tell more or less from these. */
    private static final BigDecimal HIGHEST_RATE = new BigDecimal("1000000000");
    private static final BigDecimal LOWEST_RATE = new BigDecimal("0.000000001");
    private static final Setting ANY = Setting.of("0.17", 3);

    /** Limiters of Synapse for what this server does not do. */
    private static final Set<String> UNUSED = Set.of("rc_joins.remote", "rc_3pid_validation",
            "rc_registration_token_validity", "rc_media_create", "rc_reports", "rc_presence.per_user",
            "rc_delayed_event_mgmt", "rc_profile", "rc_key_requests");
    /** Settings of Synapse that are no limiters of this form. */
    private static final Set<String> OF_OTHER_FORM = Set.of("rc_federation",
            "federation_rr_transactions_per_room_per_second", "remote_media_download_per_second",
            "remote_media_download_burst_count");

    private final Path file;
    private final Map<Limiter, Setting> settings = new EnumMap<>(Limiter.class);
    private final Map<String, Optional<Limiter>> known = new HashMap<>();
    private final Set<String> groups = new HashSet<>();

    private LimitFile(Path file) {
        this.file = file;
        for (Limiter limiter : Limiter.values()) {
            known.put(limiter.key(), Optional.of(limiter));
        }
        UNUSED.forEach(key -> known.put(key, Optional.empty()));
        known.keySet().stream().filter(key -> key.indexOf('.') >= 0)
                .forEach(key -> groups.add(key.substring(0, key.indexOf('.'))));
    }

    /**
     * Reads one.
     *
     * @throws LimitFileException if there is no such file, it is not YAML, or it says what it cannot
     */
    public static LimitSettings read(Path file) {
        LimitFile reading = new LimitFile(file);
        Optional<Node> root = Optional.ofNullable(reading.compose(reading.text()));
        root.filter(node -> !node.getTag().equals(Tag.NULL))
                .ifPresent(node -> reading.entries(node, "").forEach(reading::top));
        return LimitSettings.synapse().with(reading.settings);
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException nowhere) {
            throw new LimitFileException("there is no file " + file + ".");
        } catch (CharacterCodingException malformed) {
            throw new LimitFileException(file + " is not a text in UTF-8.");
        } catch (IOException failure) {
            throw new LimitFileException(file + " cannot be read (" + failure.getMessage() + ").");
        }
    }

    private Node compose(String text) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null ? 1 : malformed.getProblemMark().getLine() + 1;
            throw new LimitFileException(file + ", line " + line + ": this is not YAML: " + malformed.getProblem()
                    + ".");
        } catch (YAMLException malformed) {
            throw new LimitFileException(file + " is not YAML: " + malformed.getMessage() + ".");
        }
    }

    private void top(String key, Entry entry) {
        if (groups.contains(key)) {
            entries(entry.value(), key).forEach((name, inner) -> limiter(key + "." + name, inner));
        } else if (OF_OTHER_FORM.contains(key)) {
            warn(key, entry);
        } else {
            limiter(key, entry);
        }
    }

    private void limiter(String key, Entry entry) {
        Optional<Limiter> limiter = known.get(key);
        if (limiter == null) {
            throw wrong(entry.key(), "there is no rate limit " + key + ".");
        }
        Setting setting = setting(key, entry.value(), limiter.map(Limiter::standard).orElse(ANY));
        limiter.ifPresentOrElse(found -> settings.put(found, setting), () -> warn(key, entry));
    }

    private Setting setting(String key, Node value, Setting standard) {
        BigDecimal perSecond = standard.perSecond();
        long burstCount = standard.burstCount();
        for (Map.Entry<String, Entry> entry : entries(value, key).entrySet()) {
            String name = key + "." + entry.getKey();
            Node number = entry.getValue().value();
            switch (entry.getKey()) {
                case PER_SECOND -> perSecond = number(number)
                        .filter(rate -> rate.signum() > 0)
                        .orElseThrow(() -> wrong(number, name + " must be a number greater than 0."))
                        .min(HIGHEST_RATE).max(LOWEST_RATE);
                case BURST_COUNT -> burstCount = number(number)
                        .filter(count -> count.signum() > 0 && count.stripTrailingZeros().scale() <= 0)
                        .orElseThrow(() -> wrong(number, name + " must be a whole number, 1 or more."))
                        .min(BigDecimal.valueOf(Integer.MAX_VALUE)).longValue();
                default -> throw wrong(entry.getValue().key(),
                        key + " has " + PER_SECOND + " and " + BURST_COUNT + ", but no " + entry.getKey() + ".");
            }
        }
        return new Setting(perSecond, burstCount);
    }

    private static Optional<BigDecimal> number(Node node) {
        if (!(node instanceof ScalarNode scalar)
                || !(node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(scalar.getValue().replace("_", "")));
        } catch (NumberFormatException infinite) {
            return Optional.empty();
        }
    }

    /** A key and its value, as they stand in the file. */
    private record Entry(Node key, Node value) {}

    private Map<String, Entry> entries(Node node, String key) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, (key.isEmpty() ? "the file" : key) + " must hold keys and values.");
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw wrong(tuple.getKeyNode(), "a key must be a name.");
            }
            if (entries.put(name.getValue(), new Entry(name, tuple.getValueNode())) != null) {
                throw wrong(name, (key.isEmpty() ? "" : key + ".") + name.getValue() + " is here for the second time.");
            }
        }
        return entries;
    }

    private void warn(String key, Entry entry) {
        LOG.info("{}, line {}: {} has no effect: this server has no such limit", file, line(entry.key()), key);
    }

    private LimitFileException wrong(Node node, String sentence) {
        return new LimitFileException(file + ", line " + line(node) + ": " + sentence);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
