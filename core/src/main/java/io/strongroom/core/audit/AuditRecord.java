package io.strongroom.core.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one call: one JSON object in the shape of a CloudTrail event, serialised once and
 * never changed. Its last member is {@code additionalEventData}, an object with at least one
 * member, which the log completes by the place where the record stands: its {@link Series} and
 * sequence number. So a chain over the records of a node can be added without a change of what
 * makes them.
 *
 * <p>Source: CloudTrail User Guide, "CloudTrail record contents".
 */
public final class AuditRecord {

  /** The most bytes of a record; the parts that a caller can make long have bounds below it. */
  public static final int MAX_LENGTH = 256 << 10;

  private static final byte[] END = ascii("}}");
  private static final byte[] LINE_END = ascii("}}\n");

  /** How many digits a sequence number has at most, and what they count by. */
  private static final int MAX_DIGITS = 19;

  private static final long RADIX = 10;
  private static final byte[] EVENT_ID = ascii("\"eventID\":\"");
  private static final int EVENT_ID_LENGTH = 36;

  private final byte[] json;
  private final int length;

  private AuditRecord(byte[] json, int length) {
    this.json = json;
    this.length = length;
  }

  /** The records of a node, one after the other: what the places of all of them have in common. */
  public static final class Series {
    private final byte[] place;

    /**
     * Begins to write the records of a node.
     *
     * @param node the node's name, of characters that need no escapes
     * @param epoch grows whenever a store is restored
     */
    public Series(String node, long epoch) {
      place = ascii(",\"node\":\"" + node + "\",\"epoch\":" + epoch + ",\"sequence\":");
    }
  }

  /**
   * Takes over an array whose first {@code length} bytes are the object.
   *
   * @throws IllegalArgumentException if it does not end as a record does or is too long
   */
  public static AuditRecord owning(byte[] json, int length) {
    boolean ends =
        length >= END.length
            && Arrays.equals(json, length - END.length, length, END, 0, END.length);
    if (!ends || length > MAX_LENGTH) {
      throw new IllegalArgumentException("not an audit record");
    }
    return new AuditRecord(json, length);
  }

  /** Takes over an array that is the object, as {@link #bytes} returned it. */
  public static AuditRecord owning(byte[] json) {
    return owning(json, json.length);
  }

  /** Returns how many bytes the record has. */
  public int length() {
    return length;
  }

  /** Returns a copy of the object, without the place. */
  public byte[] bytes() {
    return Arrays.copyOf(json, length);
  }

  /** Writes the object, without the place; {@code out} has {@link #length} left. */
  public void write(ByteBuffer out) {
    out.put(json, 0, length);
  }

  /** Returns the most bytes that {@link #writeLine} writes. */
  public int lineRoom(Series series) {
    return length + series.place.length + MAX_DIGITS + LINE_END.length - END.length;
  }

  /**
   * Writes the record with its place and the end of the line.
   *
   * @param sequence 1 for the first record of the node, without gaps
   * @param out has {@link #lineRoom} left
   */
  public void writeLine(Series series, long sequence, ByteBuffer out) {
    out.put(json, 0, length - END.length).put(series.place);
    putDecimal(sequence, out);
    out.put(LINE_END);
  }

  private static void putDecimal(long number, ByteBuffer out) {
    long power = 1;
    while (number / power >= RADIX) {
      power *= RADIX;
    }
    for (; power > 0; power /= RADIX) {
      out.put((byte) ('0' + number / power % RADIX));
    }
  }

  /** Returns the value of {@code eventID}, or null if the record has none. */
  public @Nullable String eventId() {
    return eventIdIn(json, 0, length);
  }

  /**
   * Returns the {@code eventID} of a line, or null. Nothing that a caller wrote is taken for it:
   * inside of a string the quotes are escaped.
   *
   * @param from where the line starts in {@code bytes}
   * @param to where it ends
   */
  public static @Nullable String eventIdIn(byte[] bytes, int from, int to) {
    int last = to - EVENT_ID.length - EVENT_ID_LENGTH;
    for (int i = from; i <= last; i++) {
      int end = i + EVENT_ID.length;
      if (Arrays.equals(bytes, i, end, EVENT_ID, 0, EVENT_ID.length)) {
        return new String(bytes, end, EVENT_ID_LENGTH, StandardCharsets.US_ASCII);
      }
    }
    return null;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Names the record by its id alone. */
  @Override
  public String toString() {
    return "AuditRecord(" + eventId() + ")";
  }
}
