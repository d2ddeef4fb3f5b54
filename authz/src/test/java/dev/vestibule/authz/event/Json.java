package dev.vestibule.authz.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;

/** Writes JSON objects down in tests. */
final class Json {
    private Json() {}

    /** Reads an object in which apostrophes stand for quotation marks. */
    static ObjectNode object(String json) {
        try {
            return (ObjectNode) JsonTree.read(json.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(json, wrong);
        }
    }
}
