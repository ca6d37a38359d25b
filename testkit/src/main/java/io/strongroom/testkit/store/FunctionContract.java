package io.strongroom.testkit.store;

import static io.strongroom.testkit.store.SampleFunctions.code;
import static io.strongroom.testkit.store.SampleFunctions.full;
import static io.strongroom.testkit.store.SampleFunctions.function;
import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.function.Code;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionCommit;
import io.strongroom.core.function.FunctionStore;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.function.Source;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link FunctionStore} must do. */
public abstract class FunctionContract {
  private static final AccountId OTHER_ACCOUNT = new AccountId("444455556666");
  private static final Region OTHER_REGION = new Region("us-east-1");
  private static final byte[] SMALL = {80, 75, 5, 6};
  private static final byte[] OTHER = {80, 75, 3, 4};
  private static final int AT_ONCE = 8;

  /** Returns the store that the running test works on. */
  protected abstract FunctionStore store();

  private Code put(byte[] content) throws IOException {
    Code code = code(content);
    store().putCode(code, new ByteArrayInputStream(content));
    return code;
  }

  private FunctionCommit commit(FunctionWrite write) {
    return store().commit(write, null);
  }

  private Function insert(Function function) {
    assertEquals(FunctionCommit.DONE, commit(new FunctionWrite.Insert(function)));
    return stored(function);
  }

  private Function stored(Function function) {
    return Objects.requireNonNull(store().function(function.arn()));
  }

  private byte[] read(Code code) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(store().readCode(code, out));
    return out.toByteArray();
  }

  private boolean isThere(Code code) throws IOException {
    return store().readCode(code, new ByteArrayOutputStream());
  }

  @Test
  void anInsertedFunctionIsFoundAsItWasWithRevisionOne() throws Exception {
    Function fresh = full("fn", put(SMALL));
    assertEquals(FunctionCommit.DONE, commit(new FunctionWrite.Insert(fresh)));
    assertEquals(fresh.revised(1), stored(fresh));
    assertArrayEquals(SMALL, read(fresh.code()));
    Function rotator =
        function("own", Code.NONE)
            .running(new Source.BuiltIn("generated", Code.NONE), fresh.modified(), "r");
    assertEquals(rotator.revised(1), insert(rotator));
  }

  @Test
  void aNameIsTakenOnceInItsAccountAndRegionAndCaseMatters() throws Exception {
    Code code = put(SMALL);
    insert(function("fn", code));
    assertEquals(FunctionCommit.TAKEN, commit(new FunctionWrite.Insert(function("fn", Code.NONE))));
    insert(function("FN", code));
    insert(function(OTHER_ACCOUNT, REGION, "fn", code));
    insert(function(ACCOUNT, OTHER_REGION, "fn", code));
    assertNull(store().function(function("f", code).arn()));
  }

  @Test
  void aChangeNeedsTheRevisionItWasBasedOn() throws Exception {
    Function before = insert(function("fn", put(SMALL)));
    Function next = full("fn", before.code()).revised(before.revision());
    assertEquals(FunctionCommit.DONE, commit(new FunctionWrite.Update(next)));
    assertEquals(next.revised(2), stored(before));
    assertEquals(FunctionCommit.STALE, commit(new FunctionWrite.Update(before)));
    assertEquals(FunctionCommit.STALE, commit(new FunctionWrite.Delete(before)));
    assertEquals(
        FunctionCommit.STALE, commit(new FunctionWrite.Update(function("no", before.code()))));
    assertEquals(FunctionCommit.DONE, commit(new FunctionWrite.Delete(stored(before))));
    assertNull(store().function(before.arn()));
  }

  @Test
  void uploadedCodeMustBeThere() throws Exception {
    Code code = code(SMALL);
    assertEquals(FunctionCommit.NO_CODE, commit(new FunctionWrite.Insert(function("fn", code))));
    assertNull(store().function(function("fn", code).arn()));
    Function before = insert(function("fn", put(SMALL)));
    Function next = before.running(new Source.Uploaded(code(OTHER)), before.modified(), "another");
    assertEquals(FunctionCommit.NO_CODE, commit(new FunctionWrite.Update(next)));
    assertEquals(before, stored(before));
    assertTrue(isThere(before.code()));
  }

  @Test
  void codeStaysAsLongAsAFunctionNamesIt() throws Exception {
    Code code = put(SMALL);
    Function one = insert(function("one", code));
    Function two = insert(function(OTHER_ACCOUNT, OTHER_REGION, "two", code));
    assertEquals(FunctionCommit.DONE, commit(new FunctionWrite.Delete(one)));
    assertTrue(isThere(code));
    Function next = two.running(new Source.Uploaded(put(OTHER)), two.modified(), "another");
    assertEquals(FunctionCommit.DONE, commit(new FunctionWrite.Update(next)));
    assertFalse(isThere(code));
    assertTrue(isThere(next.code()));
    assertEquals(FunctionCommit.DONE, commit(new FunctionWrite.Delete(stored(two))));
    assertFalse(isThere(next.code()));
  }

  @Test
  void anUpdateWithTheSameCodeKeepsIt() throws Exception {
    Function before = insert(function("fn", put(SMALL)));
    put(SMALL);
    assertEquals(FunctionCommit.DONE, commit(new FunctionWrite.Update(before)));
    store().dropCode(before.code());
    assertArrayEquals(SMALL, read(before.code()));
  }

  @Test
  void codeThatNoFunctionNamesCanBeDropped() throws Exception {
    Code code = put(SMALL);
    store().dropCode(code);
    assertFalse(isThere(code));
    store().dropCode(code);
  }

  @Test
  void longCodeComesBackAsItWas() throws Exception {
    byte[] content = new byte[(3 << 20) + 17];
    new Random(5).nextBytes(content);
    Code code = put(content);
    assertArrayEquals(content, read(code));
    byte[] even = java.util.Arrays.copyOf(content, 2 << 20);
    assertArrayEquals(even, read(put(even)));
  }

  @Test
  void codeOfAnotherSizeIsRefusedAndLeavesNothing() {
    Code code = new Code(code(SMALL).sha256(), SMALL.length + 1);
    assertThrows(IOException.class, () -> store().putCode(code, new ByteArrayInputStream(SMALL)));
    assertThrows(
        IOException.class,
        () -> store().putCode(code, new ByteArrayInputStream(new byte[2 << 20])));
    assertEquals(FunctionCommit.NO_CODE, commit(new FunctionWrite.Insert(function("fn", code))));
  }

  @Test
  void listsGoOnBehindWhereTheyStopped() throws Exception {
    Code code = put(SMALL);
    for (String name : List.of("c", "a", "B", "d")) {
      insert(function(name, code));
    }
    insert(function(OTHER_ACCOUNT, REGION, "e", code));
    insert(function(ACCOUNT, OTHER_REGION, "f", code));
    assertEquals(List.of("B", "a"), names("", 2));
    assertEquals(List.of("c", "d"), names("a", 9));
    assertEquals(List.of(), names("d", 9));
  }

  private List<String> names(String after, int limit) {
    return store().functions(ACCOUNT, REGION, after, limit).stream()
        .map(each -> each.name().text())
        .toList();
  }

  @Test
  void usageCountsTheFunctionsOfAnAccountInAllRegions() throws Exception {
    assertEquals(new FunctionStore.Usage(0, 0), store().usage(ACCOUNT));
    Code code = put(SMALL);
    insert(function("a", code));
    insert(function(ACCOUNT, OTHER_REGION, "b", code));
    insert(function(OTHER_ACCOUNT, REGION, "a", put(OTHER)));
    assertEquals(new FunctionStore.Usage(2, 2L * SMALL.length), store().usage(ACCOUNT));
  }

  @Test
  void oneOfManyChangesOfARevisionWins() throws Exception {
    Function before = insert(function("fn", put(SMALL)));
    Callable<FunctionCommit> change = () -> commit(new FunctionWrite.Update(before));
    int done = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<FunctionCommit> each : pool.invokeAll(Collections.nCopies(AT_ONCE, change))) {
        done += each.get() == FunctionCommit.DONE ? 1 : 0;
      }
    }
    assertEquals(1, done);
    assertEquals(2, stored(before).revision());
  }
}
