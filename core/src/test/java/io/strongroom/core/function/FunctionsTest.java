package io.strongroom.core.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.SeededEntropy;
import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.keys.StoreId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions from wherever they come, and the loop of their changes. */
class FunctionsTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");
  private static final Region REGION = new Region("us-east-1");

  @TempDir private Path directory;

  private final MemoryFunctions store = new MemoryFunctions();
  private final Keyring keyring =
      Keyring.of(
          RootKey.generate(new SeededEntropy(1)),
          StoreId.parse("6f2c1f0e-8a53-4a57-9d8e-1b2f3c4d5e6f"),
          new SeededEntropy(2));

  private static FunctionArn arn(String name) {
    return new FunctionArn(ACCOUNT, REGION, new FunctionName(name));
  }

  private static Function function(String name, Source source) {
    return new Function(
        arn(name),
        FunctionSettings.of("role", "python3.13", "main.handler"),
        null,
        source,
        Tags.none(),
        FunctionPolicy.none(),
        Samples.NOW,
        "r",
        Function.UNSTORED);
  }

  private Functions functions(FunctionStore over) {
    return new Functions(
        over,
        new BuiltInFunctions(List.of("two", "one")),
        List.of(function("local", new Source.LocalDirectory(directory))));
  }

  @Test
  void arnsAreReadAndPrinted() {
    assertEquals("arn:aws:lambda:us-east-1:123456789012:function:fn", arn("fn").text());
    assertEquals(arn("fn"), FunctionArn.parse(arn("fn").text()));
    assertEquals(arn("fn"), FunctionArn.parse(arn("fn").latest()));
    for (String other :
        List.of(
            "fn",
            arn("fn") + ":1",
            arn("fn") + ":$LATEST:$LATEST",
            "arn:aws-cn:lambda:us-east-1:123456789012:function:fn",
            "arn:aws:lambda:us-east-1:123456789012:layer:fn",
            "arn:aws:lambda::123456789012:function:fn",
            "arn:aws:lambda:us-east-1:1:function:fn",
            "arn:aws:lambda:us-east-1:123456789012:function:",
            "arn:aws:kms:us-east-1:123456789012:function:fn")) {
      assertNull(FunctionArn.parse(other), other);
    }
  }

  @Test
  void pagesGoThroughFunctionsOfAllKinds() {
    for (String name : List.of("zz", "aa", "builtin-zero")) {
      store.commit(
          new FunctionWrite.Insert(function(name, new Source.BuiltIn("one", Code.NONE))), null);
    }
    Functions functions = functions(store);
    List<String> all = List.of("aa", "builtin-one", "builtin-two", "builtin-zero", "local", "zz");
    assertEquals(all, names(functions.page(ACCOUNT, REGION, "", 9)));
    for (int i = 0; i < all.size(); i++) {
      String after = i == 0 ? "" : all.get(i - 1);
      assertEquals(
          all.subList(i, Math.min(all.size(), i + 2)),
          names(functions.page(ACCOUNT, REGION, after, 2)));
    }
    AccountId other = new AccountId("444455556666");
    assertEquals(
        List.of("builtin-one", "builtin-two"), names(functions.page(other, REGION, "", 9)));
    assertFalse(functions.require(arn("local")).isStored());
    assertFalse(functions.require(arn("builtin-one")).isStored());
    assertTrue(functions.require(arn("zz")).isStored());
    assertThrows(ServiceException.class, () -> functions.require(arn("no")));
  }

  private static List<String> names(List<Function> functions) {
    return functions.stream().map(each -> each.name().text()).toList();
  }

  /** A store whose code is taken away by somebody else, just before a commit. */
  private final class Thief implements FunctionStore {
    private final AtomicInteger thefts;

    Thief(int thefts) {
      this.thefts = new AtomicInteger(thefts);
    }

    @Override
    public @Nullable Function function(FunctionArn of) {
      return store.function(of);
    }

    @Override
    public List<Function> functions(AccountId account, Region region, String after, int limit) {
      return store.functions(account, region, after, limit);
    }

    @Override
    public Usage usage(AccountId account) {
      return store.usage(account);
    }

    @Override
    public FunctionCommit commit(FunctionWrite write, @Nullable AuditRecord record) {
      if (thefts.getAndDecrement() > 0) {
        store.dropCode(write.function().code());
      }
      return store.commit(write, record);
    }

    @Override
    public void putCode(Code code, InputStream content) throws IOException {
      store.putCode(code, content);
    }

    @Override
    public void dropCode(Code code) {
      store.dropCode(code);
    }

    @Override
    public boolean readCode(Code code, OutputStream out) throws IOException {
      return store.readCode(code, out);
    }
  }

  @Test
  void codeThatSomebodyElseDroppedIsStoredAgain() throws IOException {
    CodeFile file = Zips.file(directory, Zips.of("a", "b"));
    Function created = function("fn", new Source.Uploaded(file.code()));
    String answer =
        functions(new Thief(3))
            .update(() -> FunctionChange.of(new FunctionWrite.Insert(created), "done").with(file));
    assertEquals("done", answer);
    assertTrue(store.readCode(file.code(), OutputStream.nullOutputStream()));
  }

  @Test
  void codeOfAChangeThatWasRefusedIsNotKept() throws IOException {
    CodeFile file = Zips.file(directory, Zips.of("a", "b"));
    Function created = function("fn", new Source.Uploaded(file.code()));
    store.commit(
        new FunctionWrite.Insert(function("fn", new Source.BuiltIn("one", Code.NONE))), null);
    AtomicInteger tries = new AtomicInteger();
    assertThrows(
        IllegalStateException.class,
        () ->
            functions(store)
                .update(
                    () -> {
                      if (tries.getAndIncrement() > 0) {
                        throw new IllegalStateException("taken");
                      }
                      return FunctionChange.of(new FunctionWrite.Insert(created), "").with(file);
                    }));
    assertFalse(store.readCode(file.code(), OutputStream.nullOutputStream()));
  }

  private static SensitiveBytes value(String text) {
    return SensitiveBytes.owning(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void variablesOpenForTheirFunctionAlone() {
    Environments environments = new Environments(keyring);
    LinkedHashMap<String, SensitiveBytes> values = new LinkedHashMap<>();
    values.put("NAME", value("hidden \u00e9"));
    values.put("EMPTY", value(""));
    SealedEnvironment sealed =
        Objects.requireNonNull(environments.seal(arn("fn"), new Environment(values)));
    Function own = with("fn", sealed);
    try (Environment opened = environments.open(own)) {
      assertEquals(List.of("NAME", "EMPTY"), List.copyOf(opened.values().keySet()));
      try (SensitiveBytes same = value("hidden \u00e9")) {
        assertTrue(Objects.requireNonNull(opened.values().get("NAME")).sameAs(same));
      }
      assertFalse((opened + " " + sealed + " " + own).contains("hidden"));
    }
    assertThrows(ServiceException.class, () -> environments.open(with("other", sealed)));
    assertNull(environments.seal(arn("fn"), new Environment(new LinkedHashMap<>())));
  }

  private static Function with(String name, @Nullable SealedEnvironment sealed) {
    Function bare = function(name, new Source.BuiltIn("one", Code.NONE));
    return bare.set(bare.settings(), sealed, bare.source(), bare.modified(), "r");
  }

  @Test
  void theMeasureOfVariablesIsTheirLengthAsJson() {
    LinkedHashMap<String, SensitiveBytes> values = new LinkedHashMap<>();
    values.put("AB", value("x\"y"));
    values.put("CD", value("\u00e9"));
    Environment environment = new Environment(values);
    String json = "{\"AB\":\"x\\\"y\",\"CD\":\"\u00e9\"}";
    assertEquals(json.getBytes(StandardCharsets.UTF_8).length, environment.measure());
    assertTrue(environment.encode().length() <= environment.measure());
  }

  @Test
  void aRecordReadsBackWholeAndNothingElseDoes() {
    Function full =
        with("fn", SealedEnvironment.owning(new byte[] {1, 2}))
            .governed(FunctionPolicy.none().adding(new FunctionPolicy.Statement("s", "{}"), "r1"))
            .revised(7);
    byte[] record = FunctionRecord.write(full);
    assertEquals(full, FunctionRecordReader.read(record));
    String text = new String(record, StandardCharsets.UTF_8);
    for (String broken :
        List.of(
            text.replace("\"format\":1", "\"format\":2"),
            text.replace("\"timeout\":3", "\"timeout\":0"),
            text.replace("\"size\":0,", ""),
            text.replace("{\"format\"", "{\"more\":1,\"format\""),
            text.substring(1))) {
      byte[] bytes = broken.getBytes(StandardCharsets.UTF_8);
      assertThrows(IllegalArgumentException.class, () -> FunctionRecordReader.read(bytes), broken);
    }
    Function local = function("fn", new Source.LocalDirectory(directory));
    assertThrows(IllegalArgumentException.class, () -> FunctionRecord.write(local));
  }
}
