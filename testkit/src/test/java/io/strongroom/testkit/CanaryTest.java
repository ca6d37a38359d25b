package io.strongroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search must be able to find: each form in which a secret may get out is tried. */
@DisplayName("LOG-6: the canary is found in every form")
class CanaryTest {
  private static final byte[] SECRET = Canary.text("x").getBytes(UTF_8);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 17})
  void base64IsFoundAtEveryAlignment(int before) {
    byte[] framed = new byte[before + SECRET.length];
    System.arraycopy(SECRET, 0, framed, before, SECRET.length);
    assertFound(Base64.getEncoder().encode(framed));
    assertFound(Base64.getUrlEncoder().withoutPadding().encode(framed));
  }

  @Test
  void rawAndHexAndUtf16AreFound() {
    assertFound(SECRET);
    assertFound(Canary.bytes("x"));
    assertFound(HexFormat.of().formatHex(SECRET).getBytes(UTF_8));
    assertFound(HexFormat.of().withUpperCase().formatHex(SECRET).getBytes(UTF_8));
    assertFound(Canary.text("x").getBytes(StandardCharsets.UTF_16LE));
    assertFound(Canary.text("x").getBytes(StandardCharsets.UTF_16BE));
  }

  @Test
  void escapedTextsAreFound() {
    assertFound(URLEncoder.encode(Canary.text("x"), UTF_8).getBytes(UTF_8));
    assertFound(("{\"a\":\"" + Canary.text("x").replace("\"", "\\\"") + "\"}").getBytes(UTF_8));
    StringBuilder json = new StringBuilder();
    StringBuilder url = new StringBuilder();
    Canary.MARK
        .chars()
        .forEach(
            c -> {
              json.append("\\u%04x".formatted(c));
              url.append("%%%02X".formatted(c));
            });
    assertFound(json.toString().getBytes(UTF_8));
    assertFound(url.toString().getBytes(UTF_8));
  }

  @Test
  void whatIsCleanIsClean() {
    assertEquals(List.of(), Canary.scan("nothing to see, Canary Gorse"));
    assertEquals(List.of(), Canary.scan(new byte[0]));
  }

  @Test
  void filesAreSearchedBelowDirectories(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/clean"), "clean");
    Canary.requireAbsent(List.of(folder));
    Files.write(folder.resolve("a/b/dirty"), SECRET);
    assertThrows(AssertionError.class, () -> Canary.requireAbsent(List.of(folder)));
  }

  @Test
  void theExtensionFailsATestThatPrintedASecret() {
    assertTrue(caught(() -> System.out.println(Canary.text("x"))));
    assertTrue(caught(() -> System.err.print(Canary.MARK)));
    assertFalse(caught(() -> System.out.print("clean\n")));
  }

  @Test
  void theExtensionFailsATestThatLoggedASecret() {
    Logger logger = Logger.getLogger("io.strongroom.testkit.CanaryTest");
    assertTrue(caught(() -> logger.warning(Canary.text("x"))));
    assertTrue(caught(() -> logger.log(Level.SEVERE, "failed", new IOException(Canary.text("x")))));
  }

  /** Runs {@code test} under the extension, away from the build's own output. */
  private static boolean caught(Runnable test) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    System.setErr(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    CanaryExtension extension = new CanaryExtension();
    ExtensionContext context =
        (ExtensionContext)
            Proxy.newProxyInstance(
                CanaryTest.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (_, method, _) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    try {
      extension.beforeEach(context);
      test.run();
      extension.afterEach(context);
      return false;
    } catch (AssertionError e) {
      return true;
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static void assertFound(byte[] bytes) {
    assertFalse(Canary.scan(bytes).isEmpty());
  }
}
