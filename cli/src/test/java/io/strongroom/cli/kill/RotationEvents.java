package io.strongroom.cli.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the audit log tells of rotations. */
public final class RotationEvents {
  private RotationEvents() {}

  /** Returns what the log calls the rotation of a secret that makes a version. */
  public static String id(String secretArn, String version) {
    return "Rotation-" + secretArn + "-" + version;
  }

  /** Fails unless each rotation has begun once and succeeded once. */
  public static void requireOnce(Collection<String> ids, List<String> auditLines) {
    Map<String, Integer> events = new HashMap<>();
    for (String line : auditLines) {
      for (String name : List.of("RotationStarted", "RotationSucceeded")) {
        if (line.contains("\"eventName\":\"" + name + "\"")) {
          String id = line.replaceAll(".*\"requestID\":\"([^\"]+)\".*", "$1");
          events.merge(name + " " + id, 1, Integer::sum);
        }
      }
    }
    for (String id : ids) {
      assertEquals(1, events.getOrDefault("RotationStarted " + id, 0), id);
      assertEquals(1, events.getOrDefault("RotationSucceeded " + id, 0), id);
    }
  }
}
