package io.strongroom.api.kms;

import io.strongroom.api.Call;
import io.strongroom.api.KeyAsk;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyRef;
import io.strongroom.core.key.Keys;
import io.strongroom.keys.CiphertextBlob;
import io.strongroom.keys.OpenException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The permissions that operations ask for, and the condition keys that requests bring. */
final class Asks {

  /** The condition key that holds the alias by which a request names a key. */
  private static final String REQUEST_ALIAS = "kms:RequestAlias";

  private static final String CONTEXT = "kms:EncryptionContext:";
  private static final String CONTEXT_KEYS = "kms:EncryptionContextKeys";
  private static final String ALGORITHM = "kms:EncryptionAlgorithm";

  /**
   * How many bytes of UTF-8 an encryption context has at most, and so a request's conditions.
   * Source: KMS developer guide, "Encryption context".
   */
  private static final int MAX_CONTEXT = 8_192;

  private Asks() {}

  /** Asks for an operation on a key that can be named in any way. */
  static List<KeyAsk> any(String operation, String keyId, Call call) {
    return List.of(onKey(operation, keyId, Map.of(), call));
  }

  /**
   * Asks for an operation on a key that is named by its id or ARN.
   *
   * @throws ServiceException InvalidArnException for an alias
   */
  static List<KeyAsk> exact(String operation, String keyId, Call call) {
    return exact(operation, keyId, Map.of(), call);
  }

  /** The same with the condition keys that the request brings. */
  static List<KeyAsk> exact(
      String operation, String keyId, Map<String, List<String>> conditions, Call call) {
    return List.of(new KeyAsk.OnKey("kms:" + operation, exactRef(keyId, call), conditions));
  }

  /** Reads the id or ARN of a key, and no alias. */
  static KeyRef exactRef(String keyId, Call call) {
    KeyRef ref = KeyRef.parse(keyId, call.account(), call.region());
    if (ref instanceof KeyRef.ByAlias) {
      throw keyId.startsWith(Alias.PREFIX)
          ? new ServiceException(ErrorCode.KEY_NOT_FOUND, "Invalid keyId " + keyId)
          : new ServiceException(ErrorCode.INVALID_ARN, "Invalid arn " + keyId);
    }
    return ref;
  }

  /** Asks for a use of a key with an encryption context. */
  static KeyAsk use(String operation, String keyId, Map<String, String> context, Call call) {
    return orNotFound(() -> onKey(operation, keyId, conditions(context), call));
  }

  /** Says NotFoundException where the model declares no InvalidArnException. */
  static <T> T orNotFound(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ServiceException e) {
      throw e.code() == ErrorCode.INVALID_ARN
          ? new ServiceException(ErrorCode.KEY_NOT_FOUND, e.getMessage())
          : e;
    }
  }

  private static KeyAsk onKey(
      String operation, String keyId, Map<String, List<String>> conditions, Call call) {
    KeyRef ref = KeyRef.parse(keyId, call.account(), call.region());
    Map<String, List<String>> all = new LinkedHashMap<>(conditions);
    if (ref instanceof KeyRef.ByAlias alias) {
      all.put(REQUEST_ALIAS, List.of(alias.name()));
    }
    return new KeyAsk.OnKey("kms:" + operation, ref, all);
  }

  /** Asks for an operation on an alias itself. */
  static KeyAsk alias(String operation, String aliasName, Call call) {
    return new KeyAsk.OnAlias("kms:" + operation, aliasRef(aliasName, call));
  }

  /** Returns the alias of the caller's account that a request names. */
  static KeyRef.ByAlias aliasRef(String aliasName, Call call) {
    return new KeyRef.ByAlias(call.account(), call.region(), aliasName);
  }

  /**
   * Asks for a use of the key that a ciphertext names.
   *
   * @throws ServiceException AccessDeniedException if there is no such key in the region
   */
  static KeyAsk ofCiphertext(
      String operation, CiphertextBlob blob, Map<String, String> context, Keys keys, Call call) {
    Key key = keys.find(blob.keyId());
    if (key == null || !key.region().equals(call.region())) {
      throw new ServiceException(ErrorCode.ACCESS_DENIED, KeyAsk.OnCiphertext.REFUSAL);
    }
    KeyRef ref = new KeyRef.ById(key.account(), key.region(), key.id());
    return new KeyAsk.OnCiphertext("kms:" + operation, ref, conditions(context));
  }

  /**
   * Reads a ciphertext.
   *
   * @throws ServiceException InvalidCiphertextException
   */
  static CiphertextBlob blob(byte[] bytes) {
    try {
      return CiphertextBlob.parse(bytes);
    } catch (OpenException e) {
      throw new ServiceException(ErrorCode.INVALID_CIPHERTEXT, "");
    }
  }

  /** Returns the condition keys of an encryption context. */
  private static Map<String, List<String>> conditions(Map<String, String> context) {
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    conditions.put(ALGORITHM, List.of(KeyMetadata.SYMMETRIC));
    context.forEach((name, value) -> conditions.put(CONTEXT + name, List.of(value)));
    if (!context.isEmpty()) {
      conditions.put(CONTEXT_KEYS, List.copyOf(new ArrayList<>(context.keySet())));
    }
    return conditions;
  }

  /**
   * Refuses an encryption context that is larger than KMS takes.
   *
   * @throws ServiceException ValidationException
   */
  static Map<String, String> requireSmall(Map<String, String> context) {
    long bytes = 0;
    for (Map.Entry<String, String> entry : context.entrySet()) {
      bytes += utf8Length(entry.getKey()) + utf8Length(entry.getValue());
    }
    if (bytes > MAX_CONTEXT) {
      throw new ServiceException(
          ErrorCode.VALIDATION, "The encryption context has more than " + MAX_CONTEXT + " bytes");
    }
    return context;
  }

  private static int utf8Length(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }
}
