package io.strongroom.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was opened once opens again, and nothing else does because of it. */
class OpenedKeysTest {
  private final Keyring ring = Samples.ring();
  private final KeyMaterial key = Samples.key(ring);

  private Envelope opened(String value) throws OpenException {
    Envelope envelope = ring.seal(key, Samples.CONTEXT, Samples.secret(value));
    assertEquals(value, Samples.text(ring.open(key, Samples.CONTEXT, envelope)));
    return envelope;
  }

  @Test
  void valueOpensAgainAndAgain() throws OpenException {
    Envelope envelope = opened("value");
    for (int i = 0; i < 3; i++) {
      Envelope read = Envelope.parse(envelope.bytes());
      assertEquals("value", Samples.text(ring.open(key, Samples.CONTEXT, read)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0x80, 0xff})
  void everyChangedByteIsRefusedAfterwards(int mask) throws OpenException {
    byte[] bytes = opened("value").bytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = Samples.flipping(bytes, at, mask);
      assertThrows(
          OpenException.class,
          () -> ring.open(key, Samples.CONTEXT, Envelope.parse(changed)),
          "byte " + at);
    }
  }

  @Test
  void everyOtherOwnerIsRefusedAfterwards() throws OpenException {
    Envelope envelope = opened("value");
    EncryptionContext right = Samples.CONTEXT;
    List<EncryptionContext> others =
        List.of(
            with(right, "x", right.region(), right.secretId(), right.arn(), right.versionId()),
            with(right, right.account(), "x", right.secretId(), right.arn(), right.versionId()),
            with(right, right.account(), right.region(), "x", right.arn(), right.versionId()),
            with(right, right.account(), right.region(), right.secretId(), "x", right.versionId()),
            with(right, right.account(), right.region(), right.secretId(), right.arn(), "x"));
    for (EncryptionContext other : others) {
      assertThrows(OpenException.class, () -> ring.open(key, other, envelope));
    }
  }

  private static EncryptionContext with(
      EncryptionContext right,
      String account,
      String region,
      String secretId,
      String arn,
      String versionId) {
    return new EncryptionContext(account, region, secretId, arn, versionId, right.kind());
  }

  @Test
  void closedKeyIsRefusedAfterwards() throws OpenException {
    Envelope envelope = opened("value");
    key.close();
    assertThrows(
        IllegalStateException.class, () -> ring.open(key, Samples.CONTEXT, envelope).close());
  }

  @Test
  void whatIsForgottenOpensOnceMore() throws OpenException {
    Envelope envelope = opened("value");
    ring.forget(key.keyId());
    assertEquals("value", Samples.text(ring.open(key, Samples.CONTEXT, envelope)));
  }

  @Test
  void forgettingOverwritesTheKeysOfOneKmsKeyOnly() {
    OpenedKeys keys = new OpenedKeys();
    KeyOwner other = new KeyOwner("111122223333", "eu-central-1", SECOND_KEY, 1);
    OpenedKeys.Entry going = entry(key, 1);
    OpenedKeys.Entry staying = entry(Samples.key(ring, other), 1);
    keys.keep(going);
    keys.keep(staying);
    keys.forget(key.keyId());
    assertEquals(true, going.encryption().isDestroyed());
    assertEquals(false, staying.encryption().isDestroyed());
    keys.clear();
    assertEquals(true, staying.encryption().isDestroyed());
  }

  private static final String SECOND_KEY = "1f8fad5b-d9cb-469f-a165-70867728950e";

  @Test
  void whatFindsNoRoomIsOverwritten() {
    OpenedKeys keys = new OpenedKeys();
    List<OpenedKeys.Entry> kept = new ArrayList<>();
    for (int i = 0; i < 3 * OpenedKeys.WAYS; i++) {
      OpenedKeys.Entry entry = entry(key, i);
      kept.add(entry);
      keys.keep(entry);
    }
    long there = kept.stream().filter(entry -> !entry.encryption().isDestroyed()).count();
    assertEquals(OpenedKeys.WAYS, there);
    for (OpenedKeys.Entry entry : kept) {
      OpenedKeys.Entry found = keys.find(key, entry.context(), entry.header());
      assertEquals(entry.encryption().isDestroyed() ? null : entry, found);
    }
  }

  /** All of them belong into the same place. */
  private static OpenedKeys.Entry entry(KeyMaterial material, int number) {
    byte[] header = new byte[Envelope.VALUE_AT];
    header[Envelope.COMMITMENT_AT] = (byte) number;
    SymmetricKey encryption = SymmetricKey.owning(SymmetricKey.AES, new byte[32]);
    return new OpenedKeys.Entry(material, Samples.CONTEXT, header, encryption, new byte[1]);
  }

  /** Keys are overwritten all the time while others open values with them. */
  @Test
  void valuesOpenWhileTheirKeysAreForgotten() throws Exception {
    List<Envelope> envelopes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      envelopes.add(opened("value " + i));
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        Callable<Integer> reader = () -> readAll(envelopes);
        readers.add(threads.submit(reader));
      }
      while (readers.stream().anyMatch(each -> !each.isDone())) {
        ring.forget(key.keyId());
      }
      for (Future<Integer> each : readers) {
        assertEquals(8 * 500, each.get());
      }
    }
  }

  private int readAll(List<Envelope> envelopes) throws OpenException {
    int read = 0;
    for (int round = 0; round < 500; round++) {
      for (int i = 0; i < envelopes.size(); i++) {
        String value = Samples.text(ring.open(key, Samples.CONTEXT, envelopes.get(i)));
        read += value.equals("value " + i) ? 1 : 0;
      }
    }
    return read;
  }
}
