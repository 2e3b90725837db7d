package io.hearth.server.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The key under which secrets stand in the database: AES-256-GCM. Whoever has the database alone can read none. */
final class MasterKey {

    static final int BYTES = 32;

    private static final String FORM = "gcm1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CHECKED = "hearth master key";

    private final byte[] key;

    MasterKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a master key has 32 bytes");
        }
        this.key = key.clone();
    }

    /** The same for the same key, and useless for finding it. */
    String check() {
        return Digests.hmac(key, CHECKED);
    }

    /** What only who has the key can say of a text, as hex; useless for finding the key. */
    String proof(String text) {
        return Digests.hmac(key, text);
    }

    /** @param owner what the secret belongs to; under another name it cannot be decrypted */
    String encrypt(String secret, String owner, RandomTexts random) {
        byte[] nonce = random.bytes(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            byte[] whole = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return FORM + Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt", e);
        }
    }

    String decrypt(String encrypted, String owner) {
        if (!encrypted.startsWith(FORM)) {
            throw new IllegalStateException("the secret of " + owner + " has a form of no version of Hearth");
        }
        try {
            byte[] whole = Base64.getDecoder().decode(encrypted.substring(FORM.length()));
            byte[] nonce = new byte[NONCE_BYTES];
            ByteBuffer.wrap(whole).get(nonce);
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, nonce, owner).doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException(
                    "the secret of " + owner + " was encrypted with another key or for another owner", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot decrypt", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
