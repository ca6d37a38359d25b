package io.strongroom.server.function;

import io.strongroom.api.Sightings;
import io.strongroom.functions.KnownValues;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.secret.SecretJson;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Knows which secret values the processes of functions have read from this server or sent to it, so
 * that they are kept out of logs: whole values, and the members of JSON objects whose names say
 * that they are secret.
 */
public final class WatchedValues implements Sightings {

  /** Members of objects that are no identifiers, hosts or numbers, by their names. */
  private static final Pattern TELLING =
      Pattern.compile("pass|pwd|secret|token|key|credential|private");

  private final Map<String, KnownValues> watched = new ConcurrentHashMap<>();

  /** Begins to watch what goes to whoever has these credentials, until the values are closed. */
  KnownValues watch(String accessKeyId) {
    watched.values().removeIf(KnownValues::isClosed);
    KnownValues values = new KnownValues();
    watched.put(accessKeyId, values);
    return values;
  }

  @Override
  public void saw(String accessKeyId, SensitiveBytes plaintext) {
    KnownValues values = watched.get(accessKeyId);
    if (values != null) {
      values.add(plaintext);
      if (SecretJson.looksLikeObject(plaintext)) {
        addMembers(plaintext, values);
      }
    }
  }

  private static void addMembers(SensitiveBytes plaintext, KnownValues values) {
    try (SecretJson object = SecretJson.parse(plaintext.copy())) {
      if (object != null) {
        object.names().stream()
            .filter(name -> TELLING.matcher(name.toLowerCase(Locale.ROOT)).find())
            .forEach(name -> addMember(object, name, values));
      }
    }
  }

  private static void addMember(SecretJson object, String name, KnownValues values) {
    try (SensitiveBytes member = object.secret(name)) {
      if (member != null) {
        values.add(member);
      }
    }
  }
}
