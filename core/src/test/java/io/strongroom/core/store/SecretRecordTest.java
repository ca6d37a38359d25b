package io.strongroom.core.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Tags;
import io.strongroom.core.secret.Timestamps;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.Versions;
import io.strongroom.iam.Region;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: docs/formats/secret-record.md. */
class SecretRecordTest {
  private static final String EMPTY =
      "{'format':2,'id':'00000000-0000-0001-0000-000000000002','account':'123456789012',"
          + "'region':'us-east-1','name':'a/b','suffix':'w6GyBA','revision':3,"
          + "'created':1772600767089,'changed':1772600767089,"
          + "'versions':'','keys':[],'labels':{}}";

  /** Packed by another program, after the page. */
  private static final String PACKED =
      "BSQwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDEUFhgBJDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw"
          + "MDAwMDAwMDAwMDAwMgYGCSQwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDMEGw==";

  private static final String LISTED =
      "['000000000000000000000000000000000001',10,11,0,12],"
          + "['000000000000000000000000000000000002',13,14,0],"
          + "['000000000000000000000000000000000003',15,0,1]";

  private static final String FULL =
      "{'format':2,'id':'00000000-0000-0001-0000-000000000002','account':'123456789012',"
          + "'region':'us-east-1','name':'a/b','suffix':'w6GyBA','revision':9,"
          + "'description':'for \\'all\\'','kmsKeyId':'alias/x','tags':{'b':'2','a':''},"
          + "'resourcePolicy':'{}','created':1,'changed':2,'accessed':3,'deleted':4,'purge':5,"
          + "'replicas':{'eu-west-1':{'kmsKeyId':'k','failed':'why'},'us-west-2':{}},"
          + "'rotation':{'enabled':true,'lambdaArn':'arn','rules':{'duration':'2h',"
          + "'scheduleExpression':'rate(4 hours)'},'rulesSet':6,'rotated':7,'next':8,'opens':9,"
          + "'run':{'version':'000000000000000000000000000000000001','trigger':'SCHEDULE',"
          + "'began':10,'failures':2,'due':11}},"
          + "'versions':'"
          + PACKED
          + "','keys':['key',''],"
          + "'labels':{'AWSPREVIOUS':'000000000000000000000000000000000001',"
          + "'AWSCURRENT':'000000000000000000000000000000000002',"
          + "'AWSPENDING':'000000000000000000000000000000000003'}}";

  /** As releases before wrote it. */
  private static final String FULL_1 =
      FULL.replace("'format':2", "'format':1").replace("'" + PACKED + "'", "[" + LISTED + "]");

  private static Secret empty() {
    SecretIdentity identity =
        SecretIdentity.of(
            Samples.ACCOUNT,
            Samples.HERE,
            new SecretName("a/b"),
            new ArnSuffix("w6GyBA"),
            new UUID(1, 2));
    return Secret.create(identity, Samples.NOW).revised(3);
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  private static Secret full() {
    LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    tags.put("b", "2");
    tags.put("a", "");
    SortedMap<Region, ReplicaState> replicas = new TreeMap<>(Replication.BY_NAME);
    replicas.put(new Region("us-west-2"), new ReplicaState.InSync(null));
    replicas.put(Samples.THERE, new ReplicaState.Failed("k", "why"));
    Version first = new Version(Samples.version(1), at(10), 11, "key", at(12));
    Versions versions =
        Versions.none()
            .with(first)
            .with(new Version(Samples.version(2), at(13), 14, "key", null))
            .with(Version.pending(Samples.version(3), at(15)))
            .moving(StagingLabel.PREVIOUS, first.id())
            .moving(StagingLabel.CURRENT, Samples.version(2))
            .moving(StagingLabel.PENDING, Samples.version(3));
    RotationRules rules = RotationRules.parse(null, "2h", "rate(4 hours)");
    return new Secret(
        empty().identity(),
        "for \"all\"",
        "alias/x",
        null,
        new Tags(tags),
        "{}",
        versions,
        new RotationConfig(
            true,
            new RotatedBy.Function("arn"),
            rules,
            at(6),
            at(7),
            at(8),
            at(9),
            new RotationRun(Samples.version(1), RotationRun.Trigger.SCHEDULE, at(10), 2, at(11))),
        new Lifecycle.DeletionScheduled(at(4), at(5)),
        new Replication.Primary(replicas),
        new Timestamps(at(1), at(2), at(3)),
        9);
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] record) {
    return new String(record, StandardCharsets.UTF_8).replace('"', '\'');
  }

  @Test
  void emptySecretIsWrittenAsEver() {
    assertEquals(EMPTY, text(SecretRecord.write(empty())));
    assertEquals(
        GeneratedSecrets.parts(empty()),
        GeneratedSecrets.parts(SecretRecordReader.read(json(EMPTY))));
  }

  @Test
  void fullSecretIsWrittenAsEver() {
    assertEquals(FULL, text(SecretRecord.write(full())));
    assertEquals(
        GeneratedSecrets.parts(full()),
        GeneratedSecrets.parts(SecretRecordReader.read(json(FULL))));
  }

  @Test
  @DisplayName("PRM-12: a record of format 1 is read, and written anew in format 2")
  void recordsOfFormatOneAreRead() {
    Secret read = SecretRecordReader.read(json(FULL_1));
    assertEquals(GeneratedSecrets.parts(full()), GeneratedSecrets.parts(read));
    assertEquals(FULL, text(SecretRecord.write(read)));
    String empty = EMPTY.replace("'format':2", "'format':1").replace(":'',", ":[],");
    assertEquals(EMPTY, text(SecretRecord.write(SecretRecordReader.read(json(empty)))));
  }

  @Test
  void replicaNamesItsPrimary() {
    Secret replica = empty().replicated(new Replication.Replica(Samples.THERE), Samples.NOW);
    String record = text(SecretRecord.write(replica));
    assertTrue(record.contains("'primary':'eu-west-1'"), record);
    assertEquals(replica.replication(), SecretRecordReader.read(json(record)).replication());
  }

  @Test
  void partnersSecretNamesItsTypeAndHowItRotates() {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("b", "2");
    metadata.put("a", "1");
    Secret partners =
        empty()
            .typed("PaddleApiKey", Samples.NOW)
            .rotating(
                RotationConfig.of(new RotatedBy.Partner("role", metadata), null, Samples.NOW, null),
                Samples.NOW);
    String record = text(SecretRecord.write(partners));
    assertTrue(record.contains("'type':'PaddleApiKey'"), record);
    assertTrue(record.contains("'role':'role','metadata':{'b':'2','a':'1'}"), record);
    assertEquals(
        GeneratedSecrets.parts(partners),
        GeneratedSecrets.parts(SecretRecordReader.read(json(record))));
    for (String damaged :
        new String[] {
          record.replace("'role':'role',", ""),
          record.replace("'metadata':{'b':'2','a':'1'},", ""),
          record.replace("'role':'role',", "'role':'role','lambdaArn':'arn',"),
          record.replace("'type':'PaddleApiKey'", "'type':7"),
        }) {
      assertThrows(
          IllegalArgumentException.class, () -> SecretRecordReader.read(json(damaged)), damaged);
    }
  }

  @Test
  void joiningReplicaIsNotStored() {
    SortedMap<Region, ReplicaState> replicas = new TreeMap<>(Replication.BY_NAME);
    replicas.put(Samples.THERE, new ReplicaState.Joining(null, Replication.Overwrite.FORBIDDEN));
    Secret joining = empty().replicated(new Replication.Primary(replicas), Samples.NOW);
    assertThrows(IllegalStateException.class, () -> SecretRecord.write(joining));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everySecretComesBack(@ForAll("secrets") Secret secret) {
    byte[] record = SecretRecord.write(secret);
    Secret read = SecretRecordReader.read(record);
    assertEquals(GeneratedSecrets.parts(secret), GeneratedSecrets.parts(read));
    assertArrayEquals(record, SecretRecord.write(read));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'format':2 | 'format':1",
        "'format':2 | 'format':3",
        "'format':2 | 'format':0",
        "'format':2 | 'format':'2'",
        "'format':2, | ``",
        "'id':'0 | 'id':'x",
        "'account':'1 | 'account':'",
        "'us-east-1' | 'useast1'",
        "'name':'a/b', | ``",
        "a/b | a b",
        "w6GyBA | w6Gy",
        "'revision':9 | 'revision':9.5",
        "'revision':9 | 'revision':99999999999999999999",
        "'created':1, | ``",
        "'created':1 | 'created':null",
        "'changed':2 | 'changed':2e1",
        "'deleted':4, | ``",
        "'purge':5, | ``",
        "'b':'2' | 'a':'2'",
        "'b':'2' | 'b':2",
        "'tags':{ | 'tags':[",
        "'failed':'why' | 'fallen':'why'",
        "'us-west-2':{} | 'eu-west-1':{}",
        "'us-west-2':{} | 'us-west-2':[]",
        "'us-west-2':{} | 'us-west-2':7",
        "'enabled':true, | ``",
        "'enabled':true | 'enabled':1",
        "'lambdaArn':'arn', | ``",
        "'rulesSet':6, | ``",
        "'duration':'2h' | 'duration':'99h'",
        "'rotation':{ | 'rotation':[",
        "rate(4 hours) | rate(0 hours)",
        "'versions':'BSQw | 'versions':'BSQ",
        "'versions':'BSQw | 'versions':'BSQw\\n",
        "'versions':'BSQw | 'versions':'-SQw",
        "'versions':'BSQw | 'versions':'BiQw",
        "MEGw== | MEGw=",
        "MEGw== | MEGw",
        "MEGw== | MEGx==",
        "MEGw== | MEGwA=",
        "MEGw== | MEHQ==",
        "MEGw== | MEGw==MEGw==",
        "'versions':' | 'versions':['",
        "'versions':' | 'versions':7,'x':'",
        "'versions': | 'version':",
        "'keys':['key',''] | 'keys':['key','key']",
        "'keys':['key',''] | 'keys':['key','','more']",
        "'keys':['key',''] | 'keys':['key']",
        "'keys':['key',''] | 'keys':['key',2]",
        "'keys':['key',''] | 'keys':'key'",
        "'keys':['key',''], | ``",
        "'AWSPENDING':'000000000000000000000000000000000003' | 'AWSPENDING':"
            + "'000000000000000000000000000000000004'",
        "'AWSPENDING' | 'AWSCURRENT'",
        "'AWSPENDING' | ''",
        "{'format' | {'unknown':1,'format'",
        "{'format' | [{'format'",
        "'replicas' | 'copies'"
      })
  @DisplayName("PRM-8: what a record does not hold is damage")
  void wrongRecordsAreRefused(String part, String damaged) {
    requireRefusal(FULL, part, damaged);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'format':1 | 'format':2",
        ",10,11,0,12] | ,10.5,11,0,12]",
        ",10,11,0,12] | ,10,-11,0,12]",
        ",10,11,0,12] | ,10,'11',0,12]",
        ",10,11,0,12] | ,10,11,2,12]",
        ",10,11,0,12] | ,10,11,-1,12]",
        ",10,11,0,12] | ,10,11,4294967296,12]",
        ",10,11,0,12] | ,10,11,0,12,13]",
        ",10,11,0,12] | ,10,11]",
        "0001',10 | 0002',10",
        "0001',10 | ',10",
        "'keys':['key',''] | 'keys':['key']",
        "'versions':[ | 'versions':{",
        "0001',10 | 0004',10",
      })
  @DisplayName("PRM-8: what a list of versions does not hold is damage")
  void wrongListsAreRefused(String part, String damaged) {
    requireRefusal(FULL_1, part, damaged);
  }

  private static void requireRefusal(String record, String part, @Nullable String damaged) {
    assertTrue(record.contains(part), part);
    requireRefusal(json(record.replace(part, damaged == null ? "" : damaged)));
  }

  @Test
  void textBehindTheRecordIsRefused() {
    requireRefusal(json(FULL + "{}"));
    requireRefusal(json(FULL + "x"));
    requireRefusal(json("null"));
    requireRefusal(new byte[0]);
  }

  @Test
  void halfSurrogatesAreRefused() {
    byte[] record = json(EMPTY.replace("'created'", "'description':'xyz','created'"));
    byte[] half =
        new String(record, StandardCharsets.ISO_8859_1)
            .replace("xyz", "\u00ed\u00a0\u0080")
            .getBytes(StandardCharsets.ISO_8859_1);
    requireRefusal(half);
    requireRefusal(json(EMPTY.replace("'created'", "'description':'\\ud800','created'")));
    requireRefusal(json(EMPTY.replace("'created'", "'tags':{'\\udc00':''},'created'")));
  }

  @Test
  @DisplayName("PRM-8: no part of a record is taken for a record")
  void everyTruncationIsRefused() {
    byte[] record = SecretRecord.write(full());
    for (int length = 0; length < record.length; length++) {
      requireRefusal(Arrays.copyOf(record, length));
    }
  }

  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE)
  void everyTruncationOfAnySecretIsRefused(@ForAll("secrets") Secret secret) {
    byte[] record = SecretRecord.write(secret);
    for (int length = 0; length < record.length; length++) {
      requireRefusal(Arrays.copyOf(record, length));
    }
  }

  /** PRM-8: five times a thousand damaged records. */
  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void damagedBytesAreRefusedOrAnotherRecord(
      @ForAll("secrets") Secret secret, @ForAll Random random) {
    byte[] record = SecretRecord.write(secret);
    for (int i = 0; i < 5; i++) {
      byte[] damaged = record.clone();
      damaged[random.nextInt(record.length)] ^= (byte) (1 + random.nextInt(255));
      requireRefusalOrWhole(damaged);
    }
  }

  @Test
  void everyBitOfTheFullRecordMayFlip() {
    flipEveryBit(SecretRecord.write(full()));
    flipEveryBit(json(FULL_1));
  }

  private static void flipEveryBit(byte[] record) {
    for (int bit = 0; bit < record.length * Byte.SIZE; bit++) {
      byte[] damaged = record.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      requireRefusalOrWhole(damaged);
    }
  }

  private static void requireRefusal(byte[] record) {
    requireText(
        assertThrows(IllegalArgumentException.class, () -> SecretRecordReader.read(record)));
  }

  private static void requireRefusalOrWhole(byte[] record) {
    Secret read;
    try {
      read = SecretRecordReader.read(record);
    } catch (IllegalArgumentException e) {
      requireText(e);
      return;
    }
    byte[] again = SecretRecord.write(read);
    assertArrayEquals(again, SecretRecord.write(SecretRecordReader.read(again)));
  }

  /** LOG-2: the text says where and quotes nothing, and neither does a cause. */
  private static void requireText(IllegalArgumentException refusal) {
    String text = String.valueOf(refusal.getMessage());
    assertTrue(
        text.matches("a stored secret record is damaged before byte \\d+ \\([A-Za-z]+\\)"), text);
    assertNull(refusal.getCause());
  }

  @Test
  void refusalsSayWhere() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> SecretRecordReader.read(json("{'format':x}")));
    assertEquals(
        "a stored secret record is damaged before byte 13 (JsonParseException)",
        refusal.getMessage());
  }

  @Provide
  Arbitrary<Secret> secrets() {
    return GeneratedSecrets.any();
  }
}
