package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.strongroom.api.Lane;
import io.strongroom.api.WireResponse;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.server.http.RawClient.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answerer that fails costs its request a 500 and nothing else. */
class FaultsTest {
  /** Held strongly, or the collector would drop it together with its handler. */
  private static final Logger LOGGER = Logger.getLogger("io.strongroom.server.http");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler recorder =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(new SimpleFormatter().formatMessage(line));
          assertEquals(null, line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void record() {
    LOGGER.addHandler(recorder);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void stopRecording() {
    LOGGER.removeHandler(recorder);
    LOGGER.setUseParentHandlers(true);
  }

  private static HttpListener start(Answerer answerer) throws Exception {
    return HttpListener.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Limits.DEFAULT, null, answerer);
  }

  private static Answerer failing(String lane) {
    return Answers.of(
        request -> {
          if (request.target().equals(lane + "/exception")) {
            throw new IllegalStateException("hunter2");
          }
          if (request.target().equals(lane + "/error")) {
            throw new StackOverflowError("hunter2");
          }
          if (request.target().equals(lane + "/status")) {
            return new WireResponse(1000, "a", "b", new byte[0], 0);
          }
          if (request.target().equals(lane + "/length")) {
            return new WireResponse(200, "a", "b", new byte[1], 2);
          }
          return Answers.ok("fine");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/inline", "/later"})
  @DisplayName("DOS-9, LOG-1: a failure is a 500 with an id that the log has too, and no detail")
  void failuresAre500(String lane) throws Exception {
    try (HttpListener listener = start(failing(lane));
        RawClient client = new RawClient(listener.address())) {
      for (String kind : List.of("/exception", "/error", "/status", "/length")) {
        Answer answer = client.send(get(lane + kind)).read();
        assertEquals(500, answer.status());
        assertEquals(
            "{\"__type\":\"InternalFailure\",\"message\":\"The request could not be completed.\"}",
            answer.text());
        assertFalse(answer.headers().containsKey("connection"));
        String id = answer.headers().getOrDefault("x-amzn-requestid", "");
        String cause = kind.equals("/error") ? "StackOverflowError" : "IllegalStateException";
        assertEquals("request " + id + " failed: java.lang." + cause, lines.getLast());
      }
      assertEquals("fine", client.send(get(lane)).read().text());
    }
    assertEquals(4, lines.size());
    assertFalse(String.join("\n", lines).contains("hunter2"));
  }

  @Test
  void aFaultInTheChoiceOfALaneIsNoFaultOfTheRequest() throws Exception {
    Answerer undecided =
        new Answerer() {
          @Override
          public Lane laneOf(WireRequest request) {
            throw new IllegalStateException("hunter2");
          }

          @Override
          public WireResponse answer(WireRequest request) {
            return Answers.ok("on " + Thread.currentThread().isVirtual());
          }
        };
    try (HttpListener listener = start(undecided);
        RawClient client = new RawClient(listener.address())) {
      assertEquals("on true", client.send(get("/")).read().text());
    }
    assertTrue(lines.isEmpty());
  }

  @Test
  void aLackOfMemoryForAnAnswerEndsTheConnectionOnly() {
    FakeChannel channel = new FakeChannel(Answers.retelling());
    channel.config().setAllocator(new Exhausted());
    channel.send("GET / HTTP/1.1\r\n");
    channel.pass(Duration.ofSeconds(11));
    assertFalse(channel.isOpen());
    assertEquals(List.of("connection cut: java.lang.OutOfMemoryError"), lines);
  }

  /** Has no memory. */
  private static final class Exhausted extends AbstractByteBufAllocator {
    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
      throw new OutOfMemoryError();
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
      throw new OutOfMemoryError();
    }

    @Override
    public boolean isDirectBufferPooled() {
      return false;
    }
  }
}
