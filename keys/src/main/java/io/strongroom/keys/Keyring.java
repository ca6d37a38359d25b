package io.strongroom.keys;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Everything a store encrypts and authenticates, under keys derived from its root key: root key,
 * then KMS keys wrapped under it, then a data key for each secret version wrapped under a KMS key
 * (requirement CRY-1). For use by many threads. Formats and derivations are described in {@code
 * docs/formats/envelope.md}.
 */
public final class Keyring implements AutoCloseable {

  /** The most bytes a sealed credential has. */
  public static final int MAX_CREDENTIAL = 4_096;

  /** The first byte of wrapped KMS keys and sealed credentials (requirement CRY-6). */
  private static final byte FORMAT = 1;

  private static final int BOX_AT = 1;
  private static final int WRAPPED_KEY_LENGTH = BOX_AT + AesGcm.KEY_LENGTH + AesGcm.OVERHEAD;
  private static final int CREDENTIAL_OVERHEAD = BOX_AT + AesGcm.OVERHEAD;

  private static final String CHECK = "check-value";
  private static final String KMS_KEYS = "kms-keys";
  private static final String CREDENTIALS = "credentials";
  private static final String SESSIONS = "sessions";

  /** For what is sealed under the wrapping key and under KMS keys, which recur. */
  private final AesGcm keyCipher = new AesGcm();

  /** For what is sealed under data keys, which never recur, and for credentials, which are few. */
  private final AesGcm valueCipher = new AesGcm();

  private final OpenedKeys openedKeys = new OpenedKeys();
  private final byte[] store;
  private final Entropy entropy;
  private final byte[] checkValue;
  private final SymmetricKey wrapping;
  private final SymmetricKey credentials;
  private final SymmetricKey sessions;
  private final Map<Purpose, HmacSha256> codes = new EnumMap<>(Purpose.class);

  private Keyring(RootKey root, byte[] store, Entropy entropy) {
    this.store = store;
    this.entropy = entropy;
    this.checkValue = checkValue(root, store);
    this.wrapping = SymmetricKey.owning(SymmetricKey.AES, root.derive(store, KMS_KEYS));
    this.credentials = SymmetricKey.owning(SymmetricKey.AES, root.derive(store, CREDENTIALS));
    this.sessions = SymmetricKey.owning(SymmetricKey.AES, root.derive(store, SESSIONS));
    for (Purpose purpose : Purpose.values()) {
      codes.put(purpose, HmacSha256.owning(root.derive(store, purpose.label())));
    }
  }

  /**
   * Derives the keys of one store. Neither keeps nor closes {@code root}, which may be closed
   * after.
   */
  public static Keyring of(RootKey root, StoreId store, Entropy entropy) {
    return new Keyring(root, Uuids.bytes(store.value()), entropy);
  }

  /**
   * Returns the 32 bytes that a store's header keeps to recognise its root key by: a keyed code
   * over the store id and the root key id (requirement KEY-2).
   */
  public byte[] checkValue() {
    return checkValue.clone();
  }

  /** Tells in constant time whether {@code stored} is this ring's {@link #checkValue}. */
  public boolean matches(byte[] stored) {
    return MessageDigest.isEqual(checkValue, stored);
  }

  /** Makes a random 256-bit KMS key for {@code owner} and returns it wrapped under the root. */
  public byte[] newWrappedKey(KeyOwner owner) {
    byte[] random = entropy.bytes(AesGcm.KEY_LENGTH + AesGcm.NONCE_LENGTH);
    byte[] key = Arrays.copyOf(random, AesGcm.KEY_LENGTH);
    byte[] wrapped = new byte[WRAPPED_KEY_LENGTH];
    wrapped[0] = FORMAT;
    System.arraycopy(random, AesGcm.KEY_LENGTH, wrapped, BOX_AT, AesGcm.NONCE_LENGTH);
    try {
      keyCipher.seal(wrapping, ownerOfKey(owner), key, wrapped, BOX_AT);
      return wrapped;
    } finally {
      Arrays.fill(random, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Unwraps what {@link #newWrappedKey} returned.
   *
   * @throws OpenException if {@code wrapped} was made for another owner, store or root key, was
   *     changed, or is malformed
   */
  public KeyMaterial unwrap(KeyOwner owner, byte[] wrapped) throws OpenException {
    if (wrapped.length != WRAPPED_KEY_LENGTH || wrapped[0] != FORMAT) {
      throw new OpenException("the wrapped key is malformed");
    }
    byte[] key =
        keyCipher.open(wrapping, ownerOfKey(owner), wrapped, BOX_AT, wrapped.length - BOX_AT);
    return new KeyMaterial(owner, SymmetricKey.owning(SymmetricKey.AES, key));
  }

  /**
   * Seals a secret value under a data key of its own. Neither keeps nor closes {@code plaintext}.
   *
   * @throws IllegalArgumentException if the value has more than {@link Envelope#MAX_PLAINTEXT}
   *     bytes, or a text of the context is not well-formed Unicode
   */
  public Envelope seal(KeyMaterial key, EncryptionContext context, SensitiveBytes plaintext) {
    if (plaintext.length() > Envelope.MAX_PLAINTEXT) {
      throw new IllegalArgumentException(
          "a value has at most " + Envelope.MAX_PLAINTEXT + " bytes");
    }
    byte[] bytes = new byte[Envelope.OVERHEAD + plaintext.length()];
    try (DataKey dataKey = writeHeader(bytes, key, context.kind());
        SymmetricKey encryption = dataKey.encryptionKey()) {
      byte[] wrapOwner = ownerOfDataKey(context, bytes);
      keyCipher.seal(key.key(), wrapOwner, dataKey.bytes(), bytes, Envelope.WRAPPED_AT);
      byte[] commitment = dataKey.commitment();
      System.arraycopy(commitment, 0, bytes, Envelope.COMMITMENT_AT, commitment.length);
      plaintext.use(
          plain -> {
            byte[] owner = ownerOfValue(context, bytes);
            valueCipher.seal(encryption, owner, plain, bytes, Envelope.VALUE_AT);
            return bytes;
          });
    }
    return Envelope.of(bytes, context.kind());
  }

  /**
   * Opens what {@link #seal} returned; the caller closes the value.
   *
   * @throws OpenException if the envelope was sealed under another key, context, store or root key,
   *     or was changed
   * @throws IllegalArgumentException if a text of the context is not well-formed Unicode
   */
  public SensitiveBytes open(KeyMaterial key, EncryptionContext context, Envelope envelope)
      throws OpenException {
    if (!envelope.id().equals(key.id()) || envelope.keyVersion() != key.version()) {
      throw new OpenException("the envelope is sealed under another KMS key or version");
    }
    if (envelope.kind() != context.kind()) {
      throw new OpenException("the envelope holds a value of another kind");
    }
    OpenedKeys.Entry known = openedKeys.find(key, context, envelope.array());
    SymmetricKey encryption = known == null ? null : known.encryption().copy();
    if (known == null || encryption == null) {
      return openUnknown(key, context, envelope);
    }
    try (encryption) {
      return value(encryption, known.owner(), envelope);
    }
  }

  private SensitiveBytes openUnknown(KeyMaterial key, EncryptionContext context, Envelope envelope)
      throws OpenException {
    byte[] bytes = envelope.array();
    byte[] wrapOwner = ownerOfDataKey(context, bytes);
    byte[] dataKeyBytes =
        keyCipher.open(key.key(), wrapOwner, bytes, Envelope.WRAPPED_AT, Envelope.WRAPPED_LENGTH);
    try (DataKey dataKey = DataKey.owning(dataKeyBytes)) {
      dataKey.requireCommitment(bytes, Envelope.COMMITMENT_AT);
      SymmetricKey encryption = dataKey.encryptionKey();
      byte[] owner = ownerOfValue(context, bytes);
      SensitiveBytes value;
      try {
        value = value(encryption, owner, envelope);
      } catch (OpenException e) {
        encryption.close();
        throw e;
      }
      byte[] header = Arrays.copyOf(bytes, Envelope.VALUE_AT);
      openedKeys.keep(new OpenedKeys.Entry(key, context, header, encryption, owner));
      return value;
    }
  }

  private SensitiveBytes value(SymmetricKey encryption, byte[] owner, Envelope envelope)
      throws OpenException {
    byte[] bytes = envelope.array();
    int length = bytes.length - Envelope.VALUE_AT;
    return SensitiveBytes.owning(
        valueCipher.open(encryption, owner, bytes, Envelope.VALUE_AT, length));
  }

  /** Overwrites what is remembered of values under a KMS key that is no more. */
  public void forget(String keyId) {
    openedKeys.forget(keyId);
  }

  /**
   * Encrypts at a caller's wish, directly under a KMS key. Neither keeps nor closes {@code
   * plaintext}.
   *
   * @param context names and values that {@link #decrypt} must be given again, in any order
   * @throws IllegalArgumentException if there are more than {@link CiphertextBlob#MAX_PLAINTEXT}
   *     bytes, or a text of the context is not well-formed Unicode
   */
  public CiphertextBlob encrypt(
      KeyMaterial key, Map<String, String> context, SensitiveBytes plaintext) {
    if (plaintext.length() > CiphertextBlob.MAX_PLAINTEXT) {
      throw new IllegalArgumentException(
          "a KMS key encrypts at most " + CiphertextBlob.MAX_PLAINTEXT + " bytes");
    }
    byte[] bytes = new byte[CiphertextBlob.OVERHEAD + plaintext.length()];
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.put(CiphertextBlob.FORMAT);
    header.putLong(key.id().getMostSignificantBits()).putLong(key.id().getLeastSignificantBits());
    header.putInt(key.version());
    header.put(entropy.bytes(AesGcm.NONCE_LENGTH));
    byte[] authenticated = CallerContext.authenticated(store, key.owner(), context);
    return plaintext.use(
        plain -> {
          keyCipher.seal(key.key(), authenticated, plain, bytes, CiphertextBlob.BOX_AT);
          return CiphertextBlob.of(bytes);
        });
  }

  /**
   * Decrypts what {@link #encrypt} returned; the caller closes the plaintext.
   *
   * @throws OpenException if the blob was encrypted under another key, context, store or root key,
   *     or was changed
   * @throws IllegalArgumentException if a text of the context is not well-formed Unicode
   */
  public SensitiveBytes decrypt(KeyMaterial key, Map<String, String> context, CiphertextBlob blob)
      throws OpenException {
    if (!blob.keyId().equals(key.keyId()) || blob.keyVersion() != key.version()) {
      throw new OpenException("the ciphertext was made under another KMS key or version");
    }
    byte[] bytes = blob.array();
    byte[] authenticated = CallerContext.authenticated(store, key.owner(), context);
    int length = bytes.length - CiphertextBlob.BOX_AT;
    return SensitiveBytes.owning(
        keyCipher.open(key.key(), authenticated, bytes, CiphertextBlob.BOX_AT, length));
  }

  /**
   * Seals a credential that the server must know again in plain, such as a secret access key.
   *
   * @param owner what the credential belongs to, such as {@code account/AKIA…}; authenticated
   * @throws IllegalArgumentException if {@code secret} has more than {@value #MAX_CREDENTIAL} bytes
   */
  public byte[] sealCredential(String owner, SensitiveBytes secret) {
    return seal(credentials, ownerOf("credential", owner), secret);
  }

  /**
   * Opens what {@link #sealCredential} returned; the caller closes the secret.
   *
   * @throws OpenException if {@code sealed} was made for another owner, store or root key, was
   *     changed, or is malformed
   */
  public SensitiveBytes openCredential(String owner, byte[] sealed) throws OpenException {
    return open(credentials, ownerOf("credential", owner), sealed);
  }

  /**
   * Seals the state of a session, which its bearer carries (requirement SIG-9).
   *
   * @param accessKeyId the temporary access key that the session belongs to; authenticated
   * @throws IllegalArgumentException if {@code state} has more than {@value #MAX_CREDENTIAL} bytes
   */
  public byte[] sealSession(String accessKeyId, SensitiveBytes state) {
    return seal(sessions, ownerOf("session", accessKeyId), state);
  }

  /**
   * Opens what {@link #sealSession} returned; the caller closes the state.
   *
   * @throws OpenException if {@code sealed} was made for another access key, store or root key, was
   *     changed, or is malformed
   */
  public SensitiveBytes openSession(String accessKeyId, byte[] sealed) throws OpenException {
    return open(sessions, ownerOf("session", accessKeyId), sealed);
  }

  private byte[] seal(SymmetricKey key, byte[] owner, SensitiveBytes secret) {
    if (secret.length() > MAX_CREDENTIAL) {
      throw new IllegalArgumentException("at most " + MAX_CREDENTIAL + " bytes can be sealed so");
    }
    byte[] sealed = new byte[CREDENTIAL_OVERHEAD + secret.length()];
    sealed[0] = FORMAT;
    System.arraycopy(entropy.bytes(AesGcm.NONCE_LENGTH), 0, sealed, BOX_AT, AesGcm.NONCE_LENGTH);
    return secret.use(
        plain -> {
          valueCipher.seal(key, owner, plain, sealed, BOX_AT);
          return sealed;
        });
  }

  private SensitiveBytes open(SymmetricKey key, byte[] owner, byte[] sealed) throws OpenException {
    if (sealed.length < CREDENTIAL_OVERHEAD
        || sealed.length > CREDENTIAL_OVERHEAD + MAX_CREDENTIAL
        || sealed[0] != FORMAT) {
      throw new OpenException("what is sealed is malformed");
    }
    return SensitiveBytes.owning(
        valueCipher.open(key, owner, sealed, BOX_AT, sealed.length - BOX_AT));
  }

  /** Returns the authentication code for {@code purpose}, under that purpose's own key. */
  public HmacSha256 hmac(Purpose purpose) {
    return Objects.requireNonNull(codes.get(purpose));
  }

  /** Overwrites all keys; later use throws IllegalStateException. May be called more than once. */
  @Override
  public void close() {
    openedKeys.clear();
    wrapping.destroy();
    credentials.destroy();
    sessions.destroy();
    codes.values().forEach(HmacSha256::wipe);
  }

  /** Returns a constant. */
  @Override
  public String toString() {
    return "Keyring(redacted)";
  }

  private static byte[] checkValue(RootKey root, byte[] store) {
    HmacSha256 code = HmacSha256.owning(root.derive(store, CHECK));
    byte[] value = code.mac(Fields.of(CHECK).bytes(store).text(root.id()).toBytes());
    code.wipe();
    return value;
  }

  /** Fills an envelope as far as its boxes, with both nonces, and returns the new data key. */
  private DataKey writeHeader(byte[] bytes, KeyMaterial key, ValueKind kind) {
    UUID keyId = key.id();
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.put(Envelope.FORMAT).put(kind.code());
    header.putLong(keyId.getMostSignificantBits()).putLong(keyId.getLeastSignificantBits());
    header.putInt(key.version());
    byte[] random = entropy.bytes(AesGcm.KEY_LENGTH + Uuids.LENGTH + 2 * AesGcm.NONCE_LENGTH);
    int next = AesGcm.KEY_LENGTH;
    header.put(random, next, Uuids.LENGTH);
    next += Uuids.LENGTH;
    header.put(Envelope.WRAPPED_AT, random, next, AesGcm.NONCE_LENGTH);
    next += AesGcm.NONCE_LENGTH;
    header.put(Envelope.VALUE_AT, random, next, AesGcm.NONCE_LENGTH);
    DataKey dataKey = DataKey.owning(Arrays.copyOf(random, AesGcm.KEY_LENGTH));
    Arrays.fill(random, (byte) 0);
    return dataKey;
  }

  private byte[] ownerOfKey(KeyOwner owner) {
    return Fields.of("kms-key")
        .octet(FORMAT)
        .bytes(store)
        .text(owner.account())
        .text(owner.region())
        .text(owner.keyId())
        .number(owner.version())
        .toBytes();
  }

  /** The key version stands here and not with the value, so that a new version can wrap anew. */
  private byte[] ownerOfDataKey(EncryptionContext context, byte[] envelope) {
    return Fields.of("data-key")
        .octet(Envelope.FORMAT)
        .bytes(store)
        .text(context.account())
        .text(context.region())
        .text(context.secretId())
        .text(context.versionId())
        .bytes(envelope, Envelope.KEY_ID_AT, Uuids.LENGTH)
        .bytes(envelope, Envelope.KEY_VERSION_AT, Integer.BYTES)
        .bytes(envelope, Envelope.DATA_KEY_ID_AT, Uuids.LENGTH)
        .toBytes();
  }

  private byte[] ownerOfValue(EncryptionContext context, byte[] envelope) {
    return Fields.of("value")
        .octet(Envelope.FORMAT)
        .bytes(store)
        .text(context.account())
        .text(context.region())
        .text(context.secretId())
        .text(context.arn())
        .text(context.versionId())
        .octet(context.kind().code())
        .bytes(envelope, Envelope.KEY_ID_AT, Uuids.LENGTH)
        .bytes(envelope, Envelope.DATA_KEY_ID_AT, Uuids.LENGTH)
        .toBytes();
  }

  private byte[] ownerOf(String kind, String owner) {
    return Fields.of(kind).octet(FORMAT).bytes(store).text(owner).toBytes();
  }
}
