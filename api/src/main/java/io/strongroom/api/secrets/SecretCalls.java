package io.strongroom.api.secrets;

import io.strongroom.api.Caller;
import io.strongroom.api.InternalCalls;
import io.strongroom.api.Operation;
import io.strongroom.api.Operations;
import io.strongroom.api.shape.JsonOut;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.VersionId;
import io.strongroom.keys.SensitiveBytes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a rotation function, made inside of this server. Each is judged by the policies of
 * its caller and leaves its record.
 */
public final class SecretCalls {
  private static final int TYPICAL_BODY = 1_024;

  private final InternalCalls calls;
  private final DescribeSecret describe;
  private final GetSecretValue get;
  private final PutSecretValue put;
  private final UpdateSecretVersionStage move;

  /** Makes calls of the operations of Secrets Manager. */
  public SecretCalls(Operations operations, InternalCalls calls) {
    this.calls = calls;
    this.describe = (DescribeSecret) find(operations, "DescribeSecret");
    this.get = (GetSecretValue) find(operations, "GetSecretValue");
    this.put = (PutSecretValue) find(operations, "PutSecretValue");
    this.move = (UpdateSecretVersionStage) find(operations, "UpdateSecretVersionStage");
  }

  private static Operation<?, ?> find(Operations operations, String name) {
    return Objects.requireNonNull(operations.find(name), name);
  }

  /**
   * What is known of a secret.
   *
   * @param rotates whether rotation is turned on
   * @param versions the labels of each version that has any
   */
  public record Described(boolean rotates, Map<String, Set<StagingLabel>> versions) {}

  /** Describes a secret. */
  public Described describe(Caller caller, String secretArn) {
    JsonOut body = about(secretArn);
    body.raw('}');
    return call(caller, describe, body, SecretCalls::described);
  }

  private static Described described(Description out) {
    Secret secret = out.secret();
    RotationConfig rotation = secret.rotation();
    Map<String, Set<StagingLabel>> versions = new HashMap<>();
    secret
        .versions()
        .labels()
        .forEach(
            (label, version) ->
                versions.computeIfAbsent(version.text(), _ -> new HashSet<>()).add(label));
    return new Described(rotation != null && rotation.enabled(), versions);
  }

  /**
   * Reads a value, which the caller closes.
   *
   * @param version the version, or null for the one that has the label
   * @return null if there is no such version, or it has no value yet
   */
  public @Nullable SecretValue value(
      Caller caller, String secretArn, @Nullable VersionId version, StagingLabel label) {
    JsonOut body = about(secretArn);
    if (version != null) {
      body.literal(",\"VersionId\":");
      body.text(version.text());
    }
    body.literal(",\"VersionStage\":");
    body.text(label.text());
    body.raw('}');
    try {
      return call(caller, get, body, out -> copy(out.value()));
    } catch (ServiceException e) {
      if (e.code() == ErrorCode.RESOURCE_NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  private static SecretValue copy(SecretValue value) {
    return switch (value) {
      case SecretValue.Text(SensitiveBytes utf8) -> new SecretValue.Text(utf8.copy());
      case SecretValue.Binary(SensitiveBytes bytes) -> new SecretValue.Binary(bytes.copy());
    };
  }

  /** Stores a value as the pending version. */
  public void putPending(Caller caller, String secretArn, VersionId version, SecretValue value) {
    JsonOut body = about(secretArn);
    body.literal(",\"ClientRequestToken\":");
    body.text(version.text());
    switch (value) {
      case SecretValue.Text(SensitiveBytes utf8) -> {
        body.literal(",\"SecretString\":");
        body.text(utf8);
      }
      case SecretValue.Binary(SensitiveBytes bytes) -> {
        body.literal(",\"SecretBinary\":");
        body.base64(bytes);
      }
    }
    body.literal(",\"VersionStages\":[\"AWSPENDING\"]}");
    call(caller, put, body, out -> out);
  }

  /** Moves AWSCURRENT from one version to another. */
  public void makeCurrent(Caller caller, String secretArn, String from, VersionId to) {
    JsonOut body = about(secretArn);
    body.literal(",\"VersionStage\":\"AWSCURRENT\",\"RemoveFromVersionId\":");
    body.text(from);
    body.literal(",\"MoveToVersionId\":");
    body.text(to.text());
    body.raw('}');
    call(caller, move, body, out -> out);
  }

  /** Begins a request with what all of them begin with. */
  private static JsonOut about(String secretArn) {
    JsonOut body = new JsonOut(TYPICAL_BODY);
    body.literal("{\"SecretId\":");
    body.text(secretArn);
    return body;
  }

  private <I, O, R> R call(
      Caller caller, Operation<I, O> operation, JsonOut body, Function<O, R> take) {
    String target = SecretsOperations.TARGET_PREFIX + operation.contract().name();
    byte[] json = Arrays.copyOf(body.bytes(), body.length());
    try {
      return calls.call(caller, target, operation, json, take);
    } finally {
      Arrays.fill(json, (byte) 0);
      Arrays.fill(body.bytes(), (byte) 0);
    }
  }
}
