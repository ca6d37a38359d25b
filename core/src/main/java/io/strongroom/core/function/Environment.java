package io.strongroom.core.function;

import io.strongroom.keys.SensitiveBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The variables of a function, whose values can be secrets. Whoever has one closes it.
 *
 * @param values UTF-8 by names, in the order in which they were given
 */
public record Environment(SequencedMap<String, SensitiveBytes> values) implements AutoCloseable {

  /**
   * The most that all variables may have together as a JSON object, in bytes. Source: Lambda
   * developer guide, "Lambda quotas".
   */
  public static final int MAX_MEASURE = 4_096;

  /** What a variable takes in JSON beside its name and value: four quotes, a colon, a comma. */
  private static final int JSON_EACH = 6;

  private static final int LENGTHS_EACH = 2 * Short.BYTES;

  /** Takes a copy of the map; the values are the same. */
  public Environment {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /** Returns how long the variables are as a JSON object, in bytes. */
  public int measure() {
    int measure = 1 + JSON_EACH * values.size();
    for (Map.Entry<String, SensitiveBytes> each : values.entrySet()) {
      measure += each.getKey().getBytes(StandardCharsets.UTF_8).length;
      measure += each.getValue().use(Environment::inJson);
    }
    return measure;
  }

  private static int inJson(byte[] utf8) {
    int length = 0;
    for (byte b : utf8) {
      length += b == '"' || b == '\\' ? 2 : 1;
    }
    return length;
  }

  /** Tells whether a value has a zero in it, which no process can be given. */
  public boolean holdsNul() {
    return values.values().stream().anyMatch(value -> value.use(Environment::hasZero));
  }

  private static boolean hasZero(byte[] utf8) {
    for (byte b : utf8) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the variables in one piece, which is never longer than their {@link #measure}. */
  SensitiveBytes encode() {
    ByteBuffer out = ByteBuffer.allocate(encodedLength());
    for (Map.Entry<String, SensitiveBytes> each : values.entrySet()) {
      put(out, each.getKey().getBytes(StandardCharsets.UTF_8));
      each.getValue().lend(value -> put(out, value));
    }
    return SensitiveBytes.owning(out.array());
  }

  private int encodedLength() {
    int length = 0;
    for (Map.Entry<String, SensitiveBytes> each : values.entrySet()) {
      length += LENGTHS_EACH + each.getKey().getBytes(StandardCharsets.UTF_8).length;
      length += each.getValue().length();
    }
    return length;
  }

  private static void put(ByteBuffer out, byte[] field) {
    out.putShort((short) field.length);
    out.put(field);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws java.nio.BufferUnderflowException if it did not
   */
  static Environment decode(SensitiveBytes encoded) {
    return encoded.use(
        bytes -> {
          SequencedMap<String, SensitiveBytes> values = new LinkedHashMap<>();
          ByteBuffer in = ByteBuffer.wrap(bytes);
          while (in.hasRemaining()) {
            String name = new String(field(in), StandardCharsets.UTF_8);
            values.put(name, SensitiveBytes.owning(field(in)));
          }
          return new Environment(values);
        });
  }

  private static byte[] field(ByteBuffer in) {
    byte[] field = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(field);
    return field;
  }

  /** Overwrites all values. */
  @Override
  public void close() {
    values.values().forEach(SensitiveBytes::close);
  }

  /** Names the variables without their values. */
  @Override
  public String toString() {
    return "Environment" + values.keySet();
  }
}
