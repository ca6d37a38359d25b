package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: docs/formats/secret-record.md, "Packed versions". */
class PackedVersionsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String UUID_1 = "a1b2c3d4567890abcdef111111111111";
  private static final String TEXT_32 = "20" + "78".repeat(32);

  /** Made at 1, number 1, without a read. */
  private static final String REST = "0202";

  private static byte[] bytes(String hex) {
    return HEX.parseHex(hex.replace(" ", ""));
  }

  private static List<Version> read(byte[] bytes, List<String> keys) {
    return Versions.of(new Versions.Packed(bytes, keys), Map.of()).all();
  }

  private static Version version(String id, long created, long number, String key) {
    return new Version(new VersionId(id), Instant.ofEpochMilli(created), number, key, null);
  }

  private static void assertForm(String hex, List<String> keys, Version... versions) {
    Versions.Packed packed = Versions.of(List.of(versions), Map.of()).packed();
    assertEquals(hex.replace(" ", ""), HEX.formatHex(packed.bytes()));
    assertEquals(keys, packed.keys());
    assertEquals(List.of(versions), read(bytes(hex), keys));
  }

  @Test
  void exampleOfThePageIsWrittenSo() {
    Version first =
        version("a1b2c3d4-5678-90ab-cdef-111111111111", 1_772_366_400_123L, 17, "key")
            .accessed(Instant.ofEpochMilli(1_772_323_200_000L));
    assertForm(
        "02 a1b2c3d4567890abcdef111111111111 f6a9a8949567 22 00"
            + "00 a1b2c3d4567890abcdef222222222222 9a05 0c",
        List.of("key"),
        first,
        version("a1b2c3d4-5678-90ab-cdef-222222222222", 1_772_366_400_456L, 23, "key"));
  }

  @Test
  void upperCaseUuidIsAText() {
    assertForm(
        "01 24 41314232433344342d353637382d393041422d434445462d313131313131313131313131 02 02",
        List.of("k"),
        version("A1B2C3D4-5678-90AB-CDEF-111111111111", 1, 1, "k"));
  }

  @Test
  void accessThatIsNoDayKeepsItsMilliseconds() {
    assertForm(
        "04" + UUID_1 + "02 02 03",
        List.of("k"),
        version("a1b2c3d4-5678-90ab-cdef-111111111111", 1, 1, "k")
            .accessed(Instant.ofEpochMilli(-2)));
  }

  @Test
  void fortiethKeyHasANumberOfItsOwn() {
    List<Version> versions = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      keys.add("key-" + i);
      versions.add(version(new UUID(0, i).toString(), 0, 1, "key-" + i));
    }
    Versions.Packed packed = Versions.of(versions, Map.of()).packed();
    String last = HEX.formatHex(packed.bytes()).substring((packed.bytes().length - 20) * 2);
    assertEquals("f808" + "00000000000000000000000000000027" + "0000", last);
    assertEquals(keys, packed.keys());
    assertEquals(versions, read(packed.bytes(), packed.keys()));
  }

  @Test
  void halfASurrogatePairIsNotKeptAsAnother() {
    String half = "x".repeat(31) + "\ud800";
    List<Version> versions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      versions.add(version("x".repeat(31) + (char) ('0' + i), 0, 1, "k"));
    }
    versions.set(15, version("x".repeat(31) + "?", 0, 1, "k"));
    assertNull(Versions.of(versions, Map.of()).find(new VersionId(half)));
    versions.set(0, version(half, 0, 1, "k"));
    assertThrows(IllegalArgumentException.class, () -> Versions.of(versions, Map.of()));
  }

  @Test
  void datesBeyondMillisecondsAreRefused() {
    Version distant = Version.pending(Samples.version(1), Instant.MAX);
    Versions versions = Versions.none().with(distant);
    assertThrows(IllegalArgumentException.class, versions::packed);
  }

  @ParameterizedTest
  @CsvSource({
    "a version of one byte, 00",
    "an id that ends, 00 a1b2",
    "no date, 00 U",
    "no number, 00 U 02",
    "a date that ends, 00 U 82",
    "no last access, 02 U 02 02",
    "a date in more bytes than it needs, 00 U 8200 02",
    "a date of more than 64 bits, 00 U 80808080808080808002 02",
    "a date without end, 00 U 8080808080808080808080 02",
    "a number below 0, 00 U 02 01",
    "an access of no kind, 06 U 02 02 02",
    "a moment that is a day, 04 U 02 02 00",
    "a day that is none, 02 U 02 02 ffffffffffffffffff01",
    "a key that is not there, 10 U 02 02",
    "a key that comes too early, 08 U 02 02 00 V 02 02",
    "a key far away, f8 ffffffffffffffffff01 U 02 02",
    "a key one too far, f8 00 U 02 02",
    "a text that is too short, 01 1f S 02 02",
    "a text that ends, 01 21 T 02",
    "a text of any length, 01 ffffffffffffffffff01 T 02 02",
    "a text of 2 GB, 01 ffffffff07 T 02 02",
    "a text that is no UTF-8, 01 21 Tff 02 02",
    "a text that is a UUID, "
        + "01 24 61316232633364342d353637382d393061622d636465662d313131313131313131313131 02 02",
    "two equal UUIDs, 00 U 02 02 00 U 02 02",
    "two equal texts, 01 20 T 02 02 01 20 T 02 02",
    "a byte behind the last, 00 U 02 02 00",
  })
  @DisplayName("PRM-8: bytes that are no versions are damage")
  void damageIsRefused(String what, String hex) {
    String whole =
        hex.replace("U", UUID_1)
            .replace("V", "00".repeat(16))
            .replace("S", "78".repeat(31))
            .replace("T", "78".repeat(32));
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> PackedVersions.parse(bytes(whole), List.of("k")),
            what);
    assertNull(refusal.getCause());
  }

  @Test
  @DisplayName("PRM-8: keys are named by the versions, each once and in their order")
  void keysAreThoseOfTheVersions() {
    byte[] one = bytes("00" + UUID_1 + REST);
    byte[] two = bytes("00" + UUID_1 + REST + "09" + TEXT_32 + REST);
    assertEquals(1, read(one, List.of("")).size());
    assertEquals(2, read(two, List.of("a", "b")).size());
    for (List<String> keys : List.of(List.<String>of(), List.of("a", "b"))) {
      assertThrows(IllegalArgumentException.class, () -> PackedVersions.parse(one, keys));
    }
    for (List<String> keys : List.of(List.of("a"), List.of("a", "a"), List.of("a", "b", "c"))) {
      assertThrows(IllegalArgumentException.class, () -> PackedVersions.parse(two, keys));
    }
    assertThrows(
        IllegalArgumentException.class, () -> PackedVersions.parse(new byte[0], List.of("a")));
  }

  /** PRM-8: damaged bytes are refused, or are other versions in their only form. */
  @Property(tries = 5_000)
  void damagedBytesAreRefusedOrOtherVersions(@ForAll Random random) {
    List<Version> versions = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      String id = random.nextBoolean() ? new UUID(0, i).toString() : "%032d\u20ac".formatted(i);
      Version made = version(id, random.nextInt(9), random.nextInt(3), "k" + random.nextInt(2));
      versions.add(random.nextBoolean() ? made : made.accessed(Instant.ofEpochMilli(i)));
    }
    Versions.Packed packed = Versions.of(versions, Map.of()).packed();
    byte[] damaged = packed.bytes().clone();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    byte[] some = Arrays.copyOf(damaged, damaged.length - random.nextInt(3));
    List<Version> found;
    try {
      found = read(some, packed.keys());
    } catch (IllegalArgumentException e) {
      return;
    }
    assertArrayEquals(some, Versions.of(found, Map.of()).packed().bytes());
  }

  @Test
  @DisplayName("DOS-5: ids that were chosen for it do not make reading slow")
  void idsWithEqualDigestsAreReadQuickly() {
    List<Version> versions = new ArrayList<>();
    for (int i = 0; i < Versions.MAX; i++) {
      versions.add(version(new UUID(i, -31L * i).toString(), i, i, "k"));
    }
    Versions.Packed packed = Versions.of(versions, Map.of()).packed();
    assertTimeout(
        Duration.ofSeconds(5), () -> assertEquals(versions, read(packed.bytes(), packed.keys())));
  }

  @Test
  void labelOnAPackedVersionIsLookedUpOnce() {
    Versions versions = Versions.none();
    for (int i = 1; i <= 30; i++) {
      versions = versions.with(Samples.stored(i));
    }
    StagingLabel blue = new StagingLabel("blue");
    Versions labelled = versions.moving(blue, Samples.version(2));
    Version found = labelled.find(blue);
    assertEquals(Samples.stored(2), found);
    assertSame(found, labelled.find(blue));
  }
}
