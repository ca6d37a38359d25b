package io.strongroom.api;

import io.strongroom.core.key.KeyRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One permission that an operation of KMS needs, on a key or on an alias. */
public sealed interface KeyAsk {

  /** Returns the action as policies name it, such as {@code kms:Encrypt}. */
  String action();

  /** Returns what it is to be allowed on. */
  KeyRef ref();

  /** Returns the condition keys that the request brings, with their values. */
  Map<String, List<String>> conditions();

  /** Returns the same with one more condition key, which aliases do not have. */
  default KeyAsk with(String name, List<String> values) {
    Map<String, List<String>> more = new HashMap<>(conditions());
    more.put(name, values);
    return switch (this) {
      case OnKey onKey -> new OnKey(onKey.action(), onKey.ref(), more);
      case OnCiphertext onCiphertext ->
          new OnCiphertext(onCiphertext.action(), onCiphertext.ref(), more);
      case OnAlias onAlias -> onAlias;
    };
  }

  /**
   * A key that the request names.
   *
   * @param conditions condition keys that the request brings, with their values, such as {@code
   *     kms:EncryptionContext:team}
   */
  record OnKey(String action, KeyRef ref, Map<String, List<String>> conditions) implements KeyAsk {
    /** Takes a copy of the map. */
    public OnKey {
      conditions = Map.copyOf(conditions);
    }
  }

  /**
   * A key that a ciphertext names. A refusal does not tell whether the key exists.
   *
   * @param conditions as for {@link OnKey}
   */
  record OnCiphertext(String action, KeyRef ref, Map<String, List<String>> conditions)
      implements KeyAsk {
    /** Takes a copy of the map. */
    public OnCiphertext {
      conditions = Map.copyOf(conditions);
    }

    /** What a refusal says, and what is said of a key that does not exist. */
    public static final String REFUSAL =
        "The ciphertext refers to a customer master key that does not exist, does not exist in this"
            + " region, or you are not allowed to access.";
  }

  /** An alias itself, beside the key that it names. */
  record OnAlias(String action, KeyRef.ByAlias ref) implements KeyAsk {
    /** Returns none. */
    @Override
    public Map<String, List<String>> conditions() {
      return Map.of();
    }
  }
}
