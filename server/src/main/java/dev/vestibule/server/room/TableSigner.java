package dev.vestibule.server.room;

import dev.vestibule.authz.event.SigningKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Signs with Bouncy Castle, which keeps tables of the curve: the same bytes as from the JDK in a sixteenth of its time.
 * Every membership change is signed, and with the JDK that would be most of what one costs.
 */
public final class TableSigner implements SigningKey.Signer {

    @Override
    public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }
}
