package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;

/**
 * A signature that somebody added to a key which was uploaded before.
 *
 * @param target    whose key was signed
 * @param targetKey the ID of the device, or the public key of a cross-signing key
 * @param signer    who signed
 * @param signerKey with which key: {@code ed25519:…}
 * @param signature in Base64
 */
public record KeySignature(UserId target, String targetKey, UserId signer, String signerKey, String signature) {}
