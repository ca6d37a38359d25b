package io.strongroom.keys;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the keys of values that were opened lately, so that a value that is read all the time
 * is not unwrapped each time. No value is kept, and a value is still decrypted and its
 * authentication checked at each read.
 *
 * <p>An entry serves only an envelope of which every byte before the value is the same as when it
 * was unwrapped, for the same owner and under the same unwrapped KMS key. So whoever finds an entry
 * would have unwrapped the same key.
 *
 * <p>The memory is a table of {@value #SETS} sets with {@value #WAYS} places each. A look-up reads
 * one set and takes no lock; whoever finds a set full overwrites a place. What leaves the table is
 * overwritten with zeros.
 */
final class OpenedKeys {
  static final int SETS = 1024;
  static final int WAYS = 4;

  private final AtomicReferenceArray<@Nullable Entry> entries =
      new AtomicReferenceArray<>(SETS * WAYS);
  private final AtomicInteger victims = new AtomicInteger();

  /**
   * What opens the value of one envelope.
   *
   * @param material what the data key is wrapped under
   * @param context whose value it is
   * @param header all bytes of the envelope before its value
   * @param encryption the key of the value
   * @param owner what is authenticated with the value
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes that are compared by hand, and never changed
  record Entry(
      KeyMaterial material,
      EncryptionContext context,
      byte[] header,
      SymmetricKey encryption,
      byte[] owner) {

    @SuppressWarnings("ReferenceEquality") // one that was unwrapped anew is another object
    private boolean isFor(KeyMaterial key, EncryptionContext of, byte[] envelope) {
      return material == key
          && !key.key().isDestroyed()
          && Arrays.equals(header, 0, Envelope.VALUE_AT, envelope, 0, Envelope.VALUE_AT)
          && context.equals(of);
    }

    /** Leaves out everything. */
    @Override
    public String toString() {
      return "OpenedKeys.Entry(redacted)";
    }
  }

  /** Returns what was kept for an envelope, or null. Its key may be overwritten at any moment. */
  @Nullable Entry find(KeyMaterial key, EncryptionContext context, byte[] envelope) {
    int first = firstPlace(envelope);
    for (int i = first; i < first + WAYS; i++) {
      Entry entry = entries.get(i);
      if (entry != null && entry.isFor(key, context, envelope)) {
        return entry;
      }
    }
    return null;
  }

  /** Keeps what opened an envelope, and takes over its key. */
  void keep(Entry entry) {
    int first = firstPlace(entry.header());
    int place = first + Math.floorMod(victims.getAndIncrement(), WAYS);
    for (int i = first; i < first + WAYS; i++) {
      if (entries.get(i) == null) {
        place = i;
        break;
      }
    }
    wipe(entries.getAndSet(place, entry));
  }

  /** Overwrites what was unwrapped under a KMS key. */
  void forget(String keyId) {
    for (int i = 0; i < entries.length(); i++) {
      Entry entry = entries.get(i);
      if (entry != null
          && entry.material().keyId().equals(keyId)
          && entries.compareAndSet(i, entry, null)) {
        wipe(entry);
      }
    }
  }

  /** Overwrites everything. */
  void clear() {
    for (int i = 0; i < entries.length(); i++) {
      wipe(entries.getAndSet(i, null));
    }
  }

  private static void wipe(@Nullable Entry entry) {
    if (entry != null) {
      entry.encryption().destroy();
    }
  }

  /** The id of a data key is random, so its bytes are as good as a hash of it. */
  private static int firstPlace(byte[] envelope) {
    int high = envelope[Envelope.DATA_KEY_ID_AT] & 0xff;
    int low = envelope[Envelope.DATA_KEY_ID_AT + 1] & 0xff;
    return ((high << Byte.SIZE | low) & (SETS - 1)) * WAYS;
  }
}
