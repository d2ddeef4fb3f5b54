package dev.vestibule.storage;

import java.util.Objects;

/**
 * How a device calls one of its keys: {@code signed_curve25519:AAAAHg}.
 *
 * @param algorithm what stands before the colon
 * @param keyId     what stands behind it
 */
public record KeyName(String algorithm, String keyId) {
    public KeyName {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(keyId, "keyId");
    }

    @Override
    public String toString() {
        return algorithm + ":" + keyId;
    }
}
