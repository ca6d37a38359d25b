package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.testkit.Canary;
import io.strongroom.testkit.GoldenAnswer;
import io.strongroom.testkit.GoldenCase;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Bodies that were valid once, damaged at random: every one gets an answer, and never a 5xx. */
class MutatedBodiesTest {
  private static final int TRIES = 20_000;
  private static final List<GoldenCase> SEEDS = GoldenCase.all(GoldenTest.GOLDEN);
  private static final TestRoom ROOM = TestRoom.lenient();

  private static final byte[] GRAMMAR =
      "{}[]\",:\\u0019.-eEnulltruefalse \t\n/=\u0000"
          .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

  private static final Set<String> READERS =
      Set.of("GetSecretValue", "BatchGetSecretValue", "GetRandomPassword");

  @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
  void everyDamagedBodyGetsAnAnswerThatTellsNoSecret(@ForAll long seed) {
    Random random = new Random(seed);
    WireRequest request = SEEDS.get(random.nextInt(SEEDS.size())).request();
    byte[] body = damaged(request.body(), random);
    GoldenAnswer answer =
        ROOM.answer(new WireRequest("POST", "/", request.headers(), body, Peer.LOOPBACK));
    assertTrue(answer.status() == 200 || answer.status() == 400, answer::toString);
    if (answer.status() == 400) {
      assertNotNull(Json.object(answer.body()).get("__type"));
      assertEquals(List.of(), Canary.scan(withoutNames(answer)), answer::toString);
    } else if (READERS.stream().noneMatch(target(request)::endsWith)) {
      assertEquals(List.of(), Canary.scan(answer.body()), answer::toString);
    }
  }

  private static String target(WireRequest request) {
    return String.valueOf(request.headers().get("x-amz-target"));
  }

  /**
   * Damage can make a secret's text the value of another member, which errors may quote as the
   * service does; only what names no such member is searched.
   */
  private static byte[] withoutNames(GoldenAnswer answer) {
    String text = answer.toString();
    boolean quotes = text.contains("ValidationException") || text.contains("Value '");
    return quotes ? new byte[0] : answer.body();
  }

  private static byte[] damaged(byte[] body, Random random) {
    byte[] next = body.clone();
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      next = damagedOnce(next, random);
    }
    return next;
  }

  private static byte[] damagedOnce(byte[] body, Random random) {
    int at = random.nextInt(body.length + 1);
    int to = Math.min(body.length, at + 1 + random.nextInt(8));
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(body, at);
      case 1 -> spliced(body, at, new byte[0], to);
      case 2 -> spliced(body, at, Arrays.copyOfRange(body, at, to), at);
      case 3 -> spliced(body, at, new byte[] {(byte) random.nextInt(256)}, to);
      case 4 -> spliced(body, at, new byte[] {GRAMMAR[random.nextInt(GRAMMAR.length)]}, at);
      case 5 -> {
        byte[] other = SEEDS.get(random.nextInt(SEEDS.size())).request().body();
        yield spliced(body, at, other, at);
      }
      default -> {
        byte[] flipped = body.clone();
        if (at < flipped.length) {
          flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        yield flipped;
      }
    };
  }

  private static byte[] spliced(byte[] body, int at, byte[] middle, int to) {
    byte[] result = Arrays.copyOf(body, at + middle.length + body.length - to);
    System.arraycopy(middle, 0, result, at, middle.length);
    System.arraycopy(body, to, result, at + middle.length, body.length - to);
    return result;
  }
}
