package io.strongroom.api;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules of secrets told a second time, naively, from the documentation: for each call the code
 * of the error or "ok". Labels sit on versions here, as people picture them. Two regions, one
 * account.
 */
final class NaiveRoom {
  static final String OK = "ok";
  static final String CURRENT = "AWSCURRENT";
  static final String PENDING = "AWSPENDING";
  static final String PREVIOUS = "AWSPREVIOUS";

  private static final String BAD_REQUEST = "InvalidRequestException";
  private static final String BAD_PARAMETER = "InvalidParameterException";
  private static final String EXISTS = "ResourceExistsException";
  private static final String MISSING = "ResourceNotFoundException";

  /** A version: its value, or null while a rotation has only announced it. */
  static final class NaiveVersion {
    @Nullable String value;
    final Set<String> labels = new TreeSet<>();

    NaiveVersion copy() {
      NaiveVersion copy = new NaiveVersion();
      copy.value = value;
      copy.labels.addAll(labels);
      return copy;
    }
  }

  /** A secret; a replica shares the contents of its primary. */
  static final class NaiveSecret {
    Map<String, NaiveVersion> versions = new LinkedHashMap<>();
    Map<String, String> tags = new TreeMap<>();
    String description = "";
    boolean deleted;
    boolean configured;
    boolean enabled;
    final Map<String, Boolean> replicas = new TreeMap<>();
    @Nullable NaiveSecret primary;

    private NaiveSecret contents() {
      return primary == null ? this : primary;
    }

    @Nullable String holder(String label) {
      for (Map.Entry<String, NaiveVersion> version : contents().versions.entrySet()) {
        if (version.getValue().labels.contains(label)) {
          return version.getKey();
        }
      }
      return null;
    }

    boolean rotating() {
      String pending = holder(PENDING);
      return pending != null && !pending.equals(holder(CURRENT));
    }
  }

  private final Map<String, NaiveSecret> secrets = new HashMap<>();

  private static String place(String region, String name) {
    return region + "/" + name;
  }

  @Nullable NaiveSecret find(String region, String name) {
    return secrets.get(place(region, name));
  }

  private static String unwritable(@Nullable NaiveSecret secret) {
    if (secret == null) {
      return MISSING;
    }
    if (secret.primary != null) {
      return BAD_PARAMETER;
    }
    return secret.deleted ? BAD_REQUEST : OK;
  }

  String create(String region, String name, String token, @Nullable String value) {
    NaiveSecret there = find(region, name);
    if (there == null) {
      NaiveSecret made = new NaiveSecret();
      secrets.put(place(region, name), made);
      return value == null ? OK : store(made, token, value, Set.of(CURRENT));
    }
    if (there.deleted) {
      return BAD_REQUEST;
    }
    NaiveVersion same = there.versions.get(token);
    if (value == null || same == null || there.primary != null) {
      return EXISTS;
    }
    return value.equals(same.value) ? OK : EXISTS;
  }

  String put(String region, String name, String token, String value, Set<String> labels) {
    NaiveSecret secret = find(region, name);
    String refusal = unwritable(secret);
    return secret == null || !refusal.equals(OK) ? refusal : store(secret, token, value, labels);
  }

  private static String store(NaiveSecret secret, String token, String value, Set<String> labels) {
    NaiveVersion version = secret.versions.get(token);
    if (version != null && version.value != null) {
      return version.value.equals(value) ? OK : EXISTS;
    }
    boolean first = secret.versions.isEmpty();
    if (version == null) {
      version = new NaiveVersion();
      secret.versions.put(token, version);
    }
    version.value = value;
    String before = secret.holder(CURRENT);
    labels.forEach(label -> move(secret, label, token));
    if (first) {
      move(secret, CURRENT, token);
    }
    settle(secret, before);
    return OK;
  }

  private static void move(NaiveSecret secret, String label, String to) {
    String from = secret.holder(label);
    if (to.equals(from)) {
      return;
    }
    secret.versions.values().forEach(version -> version.labels.remove(label));
    NaiveVersion target = secret.versions.get(to);
    if (target == null) {
      throw new IllegalStateException(to);
    }
    target.labels.add(label);
    if (label.equals(CURRENT)) {
      target.labels.remove(PREVIOUS);
      NaiveVersion left = from == null ? null : secret.versions.get(from);
      if (left != null) {
        secret.versions.values().forEach(version -> version.labels.remove(PREVIOUS));
        left.labels.add(PREVIOUS);
      }
    }
  }

  /** A new current version ends a rotation whose version it is not. */
  private static void settle(NaiveSecret secret, @Nullable String currentBefore) {
    String current = secret.holder(CURRENT);
    String pending = secret.holder(PENDING);
    boolean moved = current != null && !current.equals(currentBefore);
    if (moved && secret.enabled && pending != null && !pending.equals(current)) {
      NaiveVersion abandoned = secret.versions.get(pending);
      if (abandoned != null) {
        abandoned.labels.remove(PENDING);
        if (abandoned.value == null && abandoned.labels.isEmpty()) {
          secret.versions.remove(pending);
        }
      }
    }
  }

  String describe(String region, String name, String description) {
    NaiveSecret secret = find(region, name);
    String refusal = unwritable(secret);
    if (secret != null && refusal.equals(OK)) {
      secret.description = description;
    }
    return refusal;
  }

  String stage(
      String region, String name, String label, @Nullable String from, @Nullable String to) {
    NaiveSecret secret = find(region, name);
    String refusal = unwritable(secret);
    if (secret == null || !refusal.equals(OK)) {
      return refusal;
    }
    String holder = secret.holder(label);
    boolean known =
        (from == null || secret.versions.containsKey(from))
            && (to == null || secret.versions.containsKey(to));
    boolean sensible =
        from == null
            ? to != null && (holder == null || holder.equals(to))
            : from.equals(holder) && (to != null || !label.equals(CURRENT));
    if (!known || !sensible) {
      return BAD_PARAMETER;
    }
    String before = secret.holder(CURRENT);
    if (to != null) {
      move(secret, label, to);
    } else {
      secret.versions.values().forEach(version -> version.labels.remove(label));
    }
    settle(secret, before);
    return OK;
  }

  String delete(String region, String name, boolean force) {
    NaiveSecret secret = find(region, name);
    if (secret == null) {
      return force ? OK : MISSING;
    }
    if (secret.primary != null || !secret.replicas.isEmpty()) {
      return BAD_PARAMETER;
    }
    if (force) {
      secrets.remove(place(region, name));
      return OK;
    }
    if (secret.deleted) {
      return BAD_REQUEST;
    }
    secret.deleted = true;
    secret.enabled = false;
    return OK;
  }

  String restore(String region, String name) {
    NaiveSecret secret = find(region, name);
    if (secret == null) {
      return MISSING;
    }
    if (secret.primary != null) {
      return BAD_PARAMETER;
    }
    secret.deleted = false;
    return OK;
  }

  String tag(String region, String name, String key, @Nullable String value) {
    NaiveSecret secret = find(region, name);
    String refusal = unwritable(secret);
    if (secret != null && refusal.equals(OK)) {
      if (value == null) {
        secret.tags.remove(key);
      } else {
        secret.tags.put(key, value);
      }
    }
    return refusal;
  }

  String rotate(String region, String name, String token, boolean withFunction) {
    NaiveSecret secret = find(region, name);
    String refusal = unwritable(secret);
    if (secret == null || !refusal.equals(OK)) {
      return refusal;
    }
    if (secret.versions.containsKey(token)) {
      return OK;
    }
    if ((!withFunction && !secret.configured) || secret.rotating()) {
      return BAD_REQUEST;
    }
    secret.configured = true;
    secret.enabled = true;
    secret.versions.put(token, new NaiveVersion());
    move(secret, PENDING, token);
    return OK;
  }

  String cancel(String region, String name) {
    NaiveSecret secret = find(region, name);
    String refusal = unwritable(secret);
    if (secret == null || !refusal.equals(OK)) {
      return refusal;
    }
    secret.enabled = false;
    return secret.configured ? OK : BAD_REQUEST;
  }

  String replicate(String region, String name, String to) {
    NaiveSecret secret = find(region, name);
    String refusal = unwritable(secret);
    if (secret == null || !refusal.equals(OK)) {
      return refusal;
    }
    if (region.equals(to) || Boolean.TRUE.equals(secret.replicas.get(to))) {
      return BAD_PARAMETER;
    }
    boolean free = find(to, name) == null;
    if (free) {
      NaiveSecret replica = new NaiveSecret();
      replica.primary = secret;
      secrets.put(place(to, name), replica);
    }
    secret.replicas.put(to, free);
    return OK;
  }

  String remove(String region, String name, String from) {
    NaiveSecret secret = find(region, name);
    String refusal = unwritable(secret);
    if (secret == null || !refusal.equals(OK)) {
      return refusal;
    }
    if (Boolean.TRUE.equals(secret.replicas.remove(from))) {
      secrets.remove(place(from, name));
    }
    return OK;
  }

  String promote(String region, String name) {
    NaiveSecret secret = find(region, name);
    if (secret == null) {
      return MISSING;
    }
    NaiveSecret primary = secret.primary;
    if (primary == null) {
      return BAD_PARAMETER;
    }
    primary.replicas.remove(region);
    secret.primary = null;
    secret.versions = new LinkedHashMap<>();
    primary.versions.forEach((id, version) -> secret.versions.put(id, version.copy()));
    secret.tags = new TreeMap<>(primary.tags);
    secret.description = primary.description;
    secret.configured = primary.configured;
    secret.enabled = primary.enabled;
    return OK;
  }

  /** Returns the error or "ok:" and the value of a read by label or by id. */
  String read(String region, String name, @Nullable String id, @Nullable String label) {
    NaiveSecret secret = find(region, name);
    if (secret == null) {
      return MISSING;
    }
    if (secret.deleted) {
      return BAD_REQUEST;
    }
    String wanted = id != null ? id : secret.holder(label == null ? CURRENT : label);
    NaiveVersion version = wanted == null ? null : secret.contents().versions.get(wanted);
    return version == null || version.value == null ? MISSING : OK + ":" + version.value;
  }

  /** Returns everything about a secret that DescribeSecret shows and this room knows. */
  String shown(NaiveSecret secret) {
    NaiveSecret contents = secret.contents();
    Map<String, Set<String>> stages = new TreeMap<>();
    contents.versions.forEach(
        (id, version) -> {
          if (!version.labels.isEmpty()) {
            stages.put(id, version.labels);
          }
        });
    String rotation = contents.configured ? String.valueOf(contents.enabled) : "never";
    return "%s %s %s deleted=%s rotation=%s replicas=%s"
        .formatted(
            stages,
            contents.tags,
            contents.description,
            secret.deleted,
            rotation,
            secret.primary == null ? secret.replicas : Map.of());
  }
}
