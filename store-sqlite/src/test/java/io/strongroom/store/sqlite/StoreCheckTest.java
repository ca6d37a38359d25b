package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.store.sql.CheckReport;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.SeededEntropy;
import io.strongroom.testkit.store.SampleSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole store passes the check, and every planted damage is found and named. */
class StoreCheckTest {
  private static final String PLAIN_ID = "(SELECT id FROM secret WHERE name = 'plain')";

  /** The envelope of the last version of the secret that a condition picks. */
  private static final String OF_DB =
      "(SELECT max(number) FROM version WHERE secret_id ="
          + " (SELECT id FROM secret WHERE name = 'db' AND region = 'eu-central-1'))";

  @TempDir private Path temporary;

  private Path directory() {
    return temporary.resolve("store");
  }

  @BeforeEach
  void fill() throws Exception {
    try (SqliteStore store = Stores.fresh(directory())) {
      SealedStore sealed = new SealedStore(store);
      for (String name : List.of("db", "plain", "replicated")) {
        sealed.insert(name);
        sealed.put(name, ("first value of " + name).getBytes(UTF_8));
        sealed.put(name, ("second value of " + name).getBytes(UTF_8));
      }
      sealed.insert("empty");
      sealed.replicate("replicated");
      sealed.addAccessKey("AKIA1", "an access key's secret");
      store.commit(
          SampleSecrets.updating(
              SampleSecrets.scheduled(sealed.stored(REGION, "plain"), NOW.plusSeconds(9))));
    }
  }

  private List<String> problems(@Nullable Keyring keyring) throws StoreOpenException {
    return StoreCheck.check(directory(), keyring).problems();
  }

  @Test
  void aWholeStorePassesAndIsCounted() throws Exception {
    CheckReport report = StoreCheck.check(directory(), Stores.keyring());
    assertEquals(List.of(), report.problems());
    assertTrue(report.isWhole());
    assertEquals(5, report.secrets());
    assertEquals(8, report.envelopes());
    assertEquals(2, report.kmsKeys());
    assertEquals(1, report.accounts());
    assertEquals(1, report.identities());
    assertEquals(1, report.accessKeys());
    assertEquals(11, report.opened());
  }

  @Test
  void withoutTheRootKeyEverythingElseIsChecked() throws Exception {
    CheckReport report = StoreCheck.check(directory(), null);
    assertEquals(List.of(), report.problems());
    assertEquals(8, report.envelopes());
    assertEquals(0, report.opened());
  }

  @Test
  void aStoreWithoutTheIndexOfWordsGetsItWhenItIsOpened() throws Exception {
    Directories.tamper(
        directory(),
        "DROP TABLE journal",
        "DROP TABLE secret_word",
        "UPDATE store_header SET format = 6");
    Stores.open(directory()).close();
    assertEquals(List.of(), StoreCheck.check(directory(), Stores.keyring()).problems());
  }

  @Test
  void aWordTooManyOrTooFewIsFound() throws Exception {
    for (String change :
        List.of(
            "DELETE FROM secret_word WHERE word = 'plain'",
            "INSERT INTO secret_word VALUES ('111122223333', 'eu-central-1', 'x', 1, 'plain')")) {
      Directories.tamper(directory(), change);
      assertEquals(
          List.of("the index of words is not that of the secrets"),
          StoreCheck.check(directory(), null).problems());
    }
  }

  @Test
  void aCheckChangesNoByte() throws Exception {
    SortedMap<String, String> before = Directories.digests(directory());
    assertEquals(List.of(), problems(Stores.keyring()));
    assertEquals(before, Directories.digests(directory()));
  }

  @Test
  void aCheckAfterACrashReadsTheLogAndKeepsIt() throws Exception {
    Path image = temporary.resolve("image");
    try (SqliteStore store = Stores.open(directory())) {
      new SealedStore(store).insert("late");
      Directories.crashImage(directory(), image);
    }
    SortedMap<String, String> before = Directories.digests(image);
    assertEquals(6, StoreCheck.check(image, Stores.keyring()).secrets());
    SortedMap<String, String> after = Directories.digests(image);
    after.remove("strongroom.db-shm");
    assertEquals(before, after);
  }

  @Test
  void anotherRootKeyIsNamedAsSuch() throws Exception {
    Keyring wrong =
        Keyring.of(RootKey.generate(new SeededEntropy(99)), Stores.STORE, new SeededEntropy(2));
    assertTrue(problems(wrong).contains("header: the root key is not the one of this store"));
  }

  private static Arguments damage(String finding, String... statements) {
    return Arguments.of(finding, statements);
  }

  private static String inRecord(String name, String from, String to) {
    return "UPDATE secret SET record = CAST(replace(CAST(record AS TEXT), '"
        + from
        + "', '"
        + to
        + "') AS BLOB) WHERE region = 'eu-central-1' AND name = '"
        + name
        + "'";
  }

  static Stream<Arguments> damageThatShowsWithoutAKey() {
    return Stream.of(
        damage("plain: a stored secret record is damaged", inRecord("plain", "{", "[")),
        damage("plain: the record is not", "UPDATE secret SET revision = 9 WHERE name = 'plain'"),
        damage("moved: the record is not", "UPDATE secret SET name = 'moved' WHERE name = 'db'"),
        damage(
            "db: the record is not",
            "UPDATE secret SET account = '999988887777' WHERE name = 'db'"),
        damage("db: the record is not", "UPDATE secret SET region = 'a-1' WHERE name = 'db'"),
        damage("db: the record is not", "UPDATE secret SET id = x'01' WHERE name = 'db'"),
        damage("db: the record and its row", "UPDATE secret SET created = 1 WHERE name = 'db'"),
        damage("db: the record and its row", "UPDATE secret SET changed = 1 WHERE name = 'db'"),
        damage("db: the record and its row", "UPDATE secret SET accessed = 1 WHERE name = 'db'"),
        damage("db: the record and its row", "UPDATE secret SET purge = 1 WHERE name = 'db'"),
        damage("plain: the record and", "UPDATE secret SET purge = purge - 1 WHERE name = 'plain'"),
        damage("plain: the record and", "UPDATE secret SET purge = NULL WHERE name = 'plain'"),
        damage("is not there", "DELETE FROM version WHERE number = " + OF_DB),
        damage(
            "belongs to another secret",
            "UPDATE version SET secret_id = " + PLAIN_ID + " WHERE number = " + OF_DB),
        damage(
            "belongs to no version of a secret",
            "INSERT INTO version SELECT 99, secret_id, envelope FROM version WHERE number = 1"),
        damage("belongs to no version of a secret", "DELETE FROM secret WHERE name = 'db'"),
        damage("is malformed", "UPDATE version SET envelope = x'0102' WHERE number = 1"),
        damage(
            "is sealed under another key than its version says",
            inRecord("db", "\"keys\":[\"", "\"keys\":[\"00")),
        damage("is sealed under a key that is not there", "DELETE FROM kms_key"),
        damage("is sealed under a key that is not there", "DELETE FROM kms_material"),
        damage("knows nothing of its version 1", "DELETE FROM kms_key"),
        damage("lacks its version 1", "DELETE FROM kms_material"),
        damage("is broken", "UPDATE kms_key SET revision = 7"),
        damage("is broken", "UPDATE kms_key SET due = NULL"),
        damage("is broken", "UPDATE kms_key SET account = '999988887777'"),
        damage("is broken", "UPDATE kms_key SET record = x'7b7d'"),
        damage(
            "alias/aws/secretsmanager names a key that is not there",
            "UPDATE kms_alias SET key_id = 'none'"),
        damage(
            "alias/aws/secretsmanager names a key that is not there",
            "UPDATE kms_alias SET account = '999988887777'"),
        damage("KMS alias", "UPDATE kms_alias SET account = 'x'"),
        damage(
            "db: a stored secret record is damaged",
            inRecord("db", "\"AWSPREVIOUS\":\"0", "\"AWSPREVIOUS\":\"1")),
        // The last byte of its packed versions: the number is higher by 1, and then by 0.
        damage("belongs to another version too", inRecord("db", "Ag==", "AA==")),
        damage(
            "replicated: its replica in us-east-1 is not there",
            "DELETE FROM secret WHERE name = 'replicated' AND region = 'us-east-1'"),
        damage(
            "replicated: its primary in eu-central-1 does not know it",
            "DELETE FROM secret WHERE name = 'replicated' AND region = 'eu-central-1'"),
        damage(
            "replicated: its primary in eu-central-1 does not know it",
            inRecord("replicated", "\"suffix\":\"A", "\"suffix\":\"B")),
        damage(
            "replicated: its replica in us-east-1 is not there",
            inRecord("replicated", "\"suffix\":\"A", "\"suffix\":\"B")),
        damage(
            "the tables are not those of format " + Schema.current().format(),
            "CREATE TRIGGER t AFTER INSERT ON secret BEGIN DELETE FROM version; END"),
        damage(
            "the tables are not those of format " + Schema.current().format(),
            "DROP INDEX secret_by_purge"),
        damage("the check value is broken", "UPDATE store_header SET check_value = x'00'"),
        damage("header: it is broken", "UPDATE store_header SET store_id = 'none'"),
        damage("KMS key", "UPDATE kms_key SET id = 'none' || region"),
        damage(
            "access key AKIA1 belongs to nobody",
            "UPDATE access_key SET owner = 'AIDAABCDEFGHIJKLMNOPQ'"),
        damage(
            "access key AKIA1 belongs to nobody", "UPDATE access_key SET account = '999988887777'"),
        damage("access key AKIA1 belongs to nobody", "DELETE FROM identity"),
        damage("belongs to an account that is not there", "DELETE FROM account"),
        damage("account 111122223333 is broken", "UPDATE account SET record = x'00'"),
        damage("the record is not that of its row", "UPDATE account SET email = 'a@b.example'"),
        damage("is broken: the record is not that", "UPDATE identity SET name = 'bob'"),
        damage("user AIDA", "UPDATE identity SET record = x'7b7d'"),
        damage(
            "refers to a policy that is not there",
            "UPDATE identity SET record = CAST(replace(CAST(record AS TEXT), '}',"
                + " ',\"attached\":[\"arn:aws:iam::111122223333:policy/p\"]}') AS BLOB)"),
        damage(
            "is in a group that is not there",
            "UPDATE identity SET record = CAST(replace(CAST(record AS TEXT), '}',"
                + " ',\"groups\":[\"AGPAABCDEFGHIJKLMNOPQ\"]}') AS BLOB)"),
        damage(
            "there is a last use of AKIA9",
            "INSERT INTO last_use VALUES ('111122223333', 'AKIA9', 0, 'us-east-1', 'iam')"),
        damage(
            "access key AKIA1 is broken",
            "PRAGMA ignore_check_constraints = ON",
            "UPDATE access_key SET status = 'OTHER'"),
        damage(
            "database: ",
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema"
                + " WHERE name = 'kms_key_by_place') WHERE name = 'secret_by_changed'"));
  }

  static Stream<Arguments> damageThatShowsWithTheKey() {
    return Stream.of(
        damage(
            "does not open",
            "UPDATE version SET envelope = CAST(substr(envelope, 1, length(envelope) - 1) || 'x'"
                + " AS BLOB) WHERE number = 1"),
        damage(
            "does not open",
            "UPDATE version SET envelope = (SELECT envelope FROM version WHERE number = 1)"
                + " WHERE number = 2"),
        damage(
            "KMS key",
            "UPDATE kms_material SET wrapped = CAST(substr(wrapped, 1, 60) || 'x' AS BLOB)"),
        damage(
            "KMS key",
            "UPDATE kms_material SET wrapped ="
                + " (SELECT wrapped FROM kms_material ORDER BY key_id LIMIT 1)"
                + " WHERE key_id = (SELECT max(key_id) FROM kms_material)"),
        damage("access key AKIA1 does not open", "UPDATE access_key SET sealed = x'01'"),
        damage("access key AKIA2 does not open", "UPDATE access_key SET id = 'AKIA2'"),
        damage(
            "header: the root key is not the one of this store",
            "UPDATE store_header SET check_value = zeroblob(32)"));
  }

  @ParameterizedTest
  @MethodSource("damageThatShowsWithoutAKey")
  void everyDamageIsFoundAndNamed(String finding, String[] statements) throws Exception {
    Directories.tamper(directory(), statements);
    assertFound(finding, problems(null));
    assertFound(finding, problems(Stores.keyring()));
  }

  @ParameterizedTest
  @MethodSource("damageThatShowsWithTheKey")
  void damageUnderASealShowsWithTheKey(String finding, String[] statements) throws Exception {
    Directories.tamper(directory(), statements);
    assertEquals(List.of(), problems(null));
    assertFound(finding, problems(Stores.keyring()));
  }

  private static void assertFound(String finding, List<String> problems) {
    assertTrue(
        problems.stream().anyMatch(problem -> problem.contains(finding)), problems.toString());
    problems.forEach(problem -> assertTrue(problem.lines().count() == 1, problem));
  }

  @Test
  void aPageThatIsOverwrittenIsFound() throws Exception {
    Path file = directory().resolve("strongroom.db");
    byte[] bytes = Files.readAllBytes(file);
    java.util.Arrays.fill(bytes, 2 * 4096, 3 * 4096, (byte) 0x55);
    Files.write(file, bytes);
    assertTrue(problems(null).stream().anyMatch(problem -> problem.startsWith("database: ")));
  }

  @Test
  void aLongListOfProblemsIsCutOff() throws Exception {
    Directories.tamper(
        directory(),
        "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 1299)"
            + " INSERT INTO version SELECT i, x'00', x'00' FROM n");
    List<String> problems = problems(null);
    assertEquals(1_001, problems.size());
    assertEquals("and 200 more", problems.getLast());
  }
}
