package io.strongroom.keys;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM with a 96-bit nonce and a 128-bit tag (NIST SP 800-38D, requirement CRY-2). A
 * <em>box</em> is nonce, ciphertext and tag in this order, in a place within a larger array.
 *
 * <p>Each instance keeps one cipher per thread, and some that virtual threads, which live for one
 * request, hand on. A cipher expands its key only when the key changes, so operations under a key
 * that recurs go through another instance than those under keys that are used once. A cipher also
 * refuses the nonce it has just used with the same key, so an instance lives no longer than one
 * source of entropy.
 */
final class AesGcm {
  static final int KEY_LENGTH = 32;
  static final int NONCE_LENGTH = 12;
  static final int TAG_LENGTH = 16;

  /** How much longer a box is than what it holds. */
  static final int OVERHEAD = NONCE_LENGTH + TAG_LENGTH;

  /** How many ciphers are kept for virtual threads; more are made when more are in use. */
  private static final int SPARE = 16;

  private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(AesGcm::newCipher);
  private final Queue<Cipher> spare = new ArrayBlockingQueue<>(SPARE);

  /** Fills the box at {@code at} of {@code target}, where the nonce already stands. */
  void seal(SymmetricKey key, byte[] authenticated, byte[] plain, byte[] target, int at) {
    Cipher cipher = take();
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, parameters(target, at));
      cipher.updateAAD(authenticated);
      cipher.doFinal(plain, 0, plain.length, target, at + NONCE_LENGTH);
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("entropy gave the same nonce twice for one key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM failed to encrypt", e);
    } finally {
      giveBack(cipher);
    }
  }

  /**
   * Opens the box of {@code length} bytes, at least {@link #OVERHEAD}, at {@code at}.
   *
   * @throws OpenException if the box is not what was sealed under this key with this data
   */
  byte[] open(SymmetricKey key, byte[] authenticated, byte[] source, int at, int length)
      throws OpenException {
    Cipher cipher = take();
    byte[] plain = new byte[length - OVERHEAD];
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, parameters(source, at));
      cipher.updateAAD(authenticated);
      cipher.doFinal(source, at + NONCE_LENGTH, length - NONCE_LENGTH, plain, 0);
      return plain;
    } catch (BadPaddingException e) {
      throw new OpenException("the ciphertext is not authentic");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM failed to decrypt", e);
    } finally {
      giveBack(cipher);
    }
  }

  private static GCMParameterSpec parameters(byte[] nonceSource, int at) {
    return new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonceSource, at, NONCE_LENGTH);
  }

  private Cipher take() {
    if (!Thread.currentThread().isVirtual()) {
      return ciphers.get();
    }
    Cipher cipher = spare.poll();
    return cipher == null ? newCipher() : cipher;
  }

  private void giveBack(Cipher cipher) {
    if (Thread.currentThread().isVirtual()) {
      var _ = spare.offer(cipher);
    }
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
      throw new IllegalStateException("no provider offers AES-GCM", e);
    }
  }
}
