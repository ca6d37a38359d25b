package io.strongroom.testkit.store;

import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.updating;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.strongroom.core.audit.AuditOutbox.Waiting;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.function.Code;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionCommit;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.function.Source;
import io.strongroom.core.key.KeyCommit;
import io.strongroom.core.key.KeyWrite;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Store;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryCommit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every store must do with the records of changes. */
public abstract class OutboxContract {
  private static final Source ROTATOR = new Source.BuiltIn("generated", Code.NONE);

  /** Returns the store that the running test works on. */
  protected abstract Store store();

  /** Returns a record that a number tells apart from others. */
  public static AuditRecord record(int number) {
    String json = "{\"eventID\":\"%036d\",\"additionalEventData\":{\"n\":1}}".formatted(number);
    return AuditRecord.owning(json.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> waiting() {
    return waiting(0, 100);
  }

  private List<String> waiting(long after, int limit) {
    List<String> ids = new ArrayList<>();
    for (Waiting each : store().waitingRecords(after, limit)) {
      ids.add(String.valueOf(each.record().eventId()).replaceFirst("^0+", ""));
    }
    return ids;
  }

  @Test
  @DisplayName("AUD-2: the record of a change is stored with it, whatever is changed")
  void aRecordWaitsForEachChange() {
    assertInstanceOf(Commit.Done.class, store().commit(inserting(secret("a")), List.of(record(1))));
    assertEquals(
        KeyCommit.DONE, store().commit(SampleKeys.inserting(SampleKeys.key(1), null), record(2)));
    DirectoryChange change =
        DirectoryChange.ofNew(SampleIdentities.account(SampleSecrets.ACCOUNT))
            .putting(SampleIdentities.user("ann"));
    assertInstanceOf(DirectoryCommit.Done.class, store().commit(change, record(3).bytes()));
    Function function = SampleFunctions.function("fn", Code.NONE).running(ROTATOR, NOW, "r");
    assertEquals(
        FunctionCommit.DONE, store().commit(new FunctionWrite.Insert(function), record(4)));
    assertEquals(List.of("1", "2", "3", "4"), waiting());
  }

  @Test
  @DisplayName("AUD-2: what is refused leaves no record")
  void noRecordWaitsForWhatWasRefused() {
    Secret secret = secret("a");
    store().commit(inserting(secret));
    assertInstanceOf(Commit.NameTaken.class, store().commit(inserting(secret), List.of(record(1))));
    List<SecretWrite> stale = updating(secret.revised(7));
    assertInstanceOf(Commit.Stale.class, store().commit(stale, List.of(record(2))));
    KeyWrite key = SampleKeys.inserting(SampleKeys.key(1), null);
    store().commit(key);
    assertEquals(KeyCommit.TAKEN, store().commit(key, record(3)));
    DirectoryChange change = DirectoryChange.ofNew(SampleIdentities.account(SampleSecrets.ACCOUNT));
    store().commit(change);
    assertInstanceOf(DirectoryCommit.Stale.class, store().commit(change, record(4).bytes()));
    Function function = SampleFunctions.function("fn", Code.NONE).running(ROTATOR, NOW, "r");
    store().commit(new FunctionWrite.Insert(function), null);
    assertEquals(
        FunctionCommit.TAKEN, store().commit(new FunctionWrite.Insert(function), record(5)));
    assertEquals(List.of(), waiting());
  }

  @Test
  void recordsWaitInTheOrderOfCommitsAndAreForgottenInIt() {
    for (int i = 1; i <= 5; i++) {
      store().commit(inserting(secret("s" + i)), List.of(record(i)));
    }
    List<Waiting> first = store().waitingRecords(0, 2);
    assertEquals(List.of("1", "2"), waiting(0, 2));
    assertEquals(List.of("3", "4", "5"), waiting(first.getLast().number(), 100));
    store().forgetRecords(first.getLast().number());
    assertEquals(List.of("3", "4", "5"), waiting());
  }

  @Test
  void numbersGoOnWhenAllWasForgotten() {
    store().commit(inserting(secret("a")), List.of(record(1)));
    long number = store().waitingRecords(0, 1).getFirst().number();
    store().forgetRecords(number);
    store().commit(inserting(secret("b")), List.of(record(2)));
    assertEquals(List.of("2"), waiting(number, 100));
  }
}
