package io.strongroom.rotators.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.core.password.PasswordGenerator;
import io.strongroom.core.password.PasswordRules;
import io.strongroom.core.rotation.run.RotationStep;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.Rotation;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.Rotator;
import io.strongroom.rotators.secret.SecretJson;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A secret in memory, with the rules of labels that a rotation needs. */
final class TestSecret {
  private static final PasswordGenerator GENERATOR = new PasswordGenerator(Entropy.secure());

  final Map<String, String> environment = new HashMap<>();
  final Map<String, String> others = new HashMap<>();
  final List<String> passwordsMade = new ArrayList<>();
  boolean rotationEnabled = true;

  private final Map<String, byte[]> values = new ConcurrentHashMap<>();
  private final Map<StagingLabel, String> labels = new ConcurrentHashMap<>();
  private int versions;

  TestSecret(String value) {
    values.put("version-0", value.getBytes(UTF_8));
    labels.put(StagingLabel.CURRENT, "version-0");
  }

  /** Begins a rotation: an empty version gets the label AWSPENDING. */
  Rotation begin() {
    String id = "version-" + ++versions;
    labels.put(StagingLabel.PENDING, id);
    return new InMemory(id);
  }

  /** Runs all steps of a new rotation. */
  void rotate(Rotator rotator) {
    runAll(rotator, begin());
  }

  static void runAll(Rotator rotator, Rotation rotation) {
    EnumSet.allOf(RotationStep.class).forEach(step -> rotator.run(step, rotation));
  }

  /** Stores the value of the pending version. */
  void overwritePending(String value) {
    overwrite(StagingLabel.PENDING, value);
  }

  /** Replaces the value under a label. */
  void overwrite(StagingLabel label, String value) {
    values.put(Objects.requireNonNull(labels.get(label)), value.getBytes(UTF_8));
  }

  @Nullable String text(StagingLabel label) {
    String id = labels.get(label);
    byte[] value = id == null ? null : values.get(id);
    return value == null ? null : new String(value, UTF_8);
  }

  String current() {
    return Objects.requireNonNull(text(StagingLabel.CURRENT));
  }

  /** Returns a member of the current value. */
  String current(String key) {
    return member(current(), key);
  }

  static String member(@Nullable String value, String key) {
    SensitiveBytes bytes = SensitiveBytes.owning(String.valueOf(value).getBytes(UTF_8));
    try (SecretJson json = SecretJson.parse(bytes)) {
      return String.valueOf(json == null ? null : json.text(key));
    }
  }

  private final class InMemory implements Rotation {
    private final String id;

    InMemory(String id) {
      this.id = id;
    }

    @Override
    public String secretArn() {
      return "arn:aws:secretsmanager:eu-west-1:123456789012:secret:test-AbCdEf";
    }

    @Override
    public String versionId() {
      return id;
    }

    @Override
    public Map<String, String> environment() {
      return environment;
    }

    @Override
    public Description describe() {
      Map<String, Set<StagingLabel>> stages = new HashMap<>();
      labels.forEach((label, on) -> stages.computeIfAbsent(on, _ -> new HashSet<>()).add(label));
      return new Description(rotationEnabled, stages);
    }

    @Override
    public @Nullable SecretValue value(StagingLabel stage) {
      byte[] value = labels.containsKey(stage) ? values.get(labels.get(stage)) : null;
      return value == null ? null : new SecretValue.Text(SensitiveBytes.copyOf(value));
    }

    @Override
    public void putPending(SensitiveBytes text) {
      text.lend(bytes -> values.put(id, bytes.clone()));
    }

    @Override
    public SensitiveBytes randomPassword(PasswordRules rules) {
      SensitiveBytes password = GENERATOR.generate(rules);
      password.lend(bytes -> passwordsMade.add(new String(bytes, UTF_8)));
      return password;
    }

    @Override
    public SecretValue currentValueOf(String secretArn) {
      String value = others.get(secretArn);
      if (value == null) {
        throw RotationException.permanent("The secret under masterarn may not be read.");
      }
      return new SecretValue.Text(SensitiveBytes.owning(value.getBytes(UTF_8)));
    }

    @Override
    public void makeCurrent(String currentVersionId) {
      if (!currentVersionId.equals(labels.get(StagingLabel.CURRENT))) {
        throw RotationException.permanent("The version is not current.");
      }
      labels.put(StagingLabel.PREVIOUS, currentVersionId);
      labels.put(StagingLabel.CURRENT, id);
    }
  }
}
