package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static io.strongroom.server.http.RawClient.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.server.http.RawClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Where a listener begins and ends. */
class ClosingTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private final Answerer waiting =
      Answers.of(
          request -> {
            if (request.target().equals("/later")) {
              asked.countDown();
              Answers.await(go);
            }
            return Answers.ok("done");
          });

  private HttpListener start(Answerer answerer) throws IOException {
    return HttpListener.start(ANY_PORT, Limits.DEFAULT, null, answerer);
  }

  @Test
  void idleAndHalfReadConnectionsEndAtOnce() throws Exception {
    HttpListener listener = start(waiting);
    try (RawClient idle = new RawClient(listener.address());
        RawClient used = new RawClient(listener.address());
        RawClient halfway = new RawClient(listener.address())) {
      assertEquals(200, used.send(get("/inline")).read().status());
      halfway.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nx");
      listener.close();
      assertTrue(idle.isClosed());
      assertTrue(used.isClosed());
      assertTrue(halfway.isClosed());
    }
  }

  @Test
  void aRunningRequestIsAnsweredAndThenItsConnectionEnds() throws Exception {
    HttpListener listener = start(waiting);
    List<RawClient> idle = new ArrayList<>();
    try (RawClient client = new RawClient(listener.address())) {
      client.send(post("/later", "x") + get("/inline"));
      Answers.await(asked);
      // Connections go to the event loops in turn, so there is an idle one on each.
      while (idle.size() < Transport.loops()) {
        idle.add(new RawClient(listener.address()));
        assertEquals(200, idle.getLast().send(get("/inline")).read().status());
      }
      Thread closing = Thread.ofVirtual().start(listener::close);
      for (RawClient each : idle) {
        assertTrue(each.isClosed());
        each.close();
      }
      assertThrows(IOException.class, () -> new RawClient(listener.address()));
      go.countDown();
      Answer answer = client.read();
      assertEquals("done", answer.text());
      assertEquals("close", answer.headers().get("connection"));
      assertTrue(client.isClosed());
      closing.join();
    }
  }

  @Test
  void aRequestThatDoesNotEndDoesNotKeepTheListenerFromClosing() throws Exception {
    HttpListener listener = start(waiting);
    try (RawClient client = new RawClient(listener.address())) {
      client.send(get("/later"));
      Answers.await(asked);
      listener.close();
      assertTrue(client.isClosed());
    }
    go.countDown();
  }

  @Test
  void whileItDrainsEachAnswerIsTheLastOfItsConnection() throws Exception {
    try (HttpListener listener = start(waiting);
        RawClient used = new RawClient(listener.address())) {
      assertEquals(200, used.send(get("/inline")).read().status());
      listener.drain();
      for (RawClient each : List.of(used, new RawClient(listener.address()))) {
        Answer answer = each.send(get("/inline")).read();
        assertEquals(200, answer.status());
        assertEquals("close", answer.headers().get("connection"));
        assertTrue(each.isClosed());
        each.close();
      }
    }
  }

  @Test
  void closingTwiceIsAllowed() throws Exception {
    HttpListener listener = start(waiting);
    listener.close();
    listener.close();
  }

  @Test
  void aTakenPortIsToldInOneLine() throws Exception {
    try (HttpListener listener = start(waiting)) {
      IOException e =
          assertThrows(
              IOException.class,
              () -> HttpListener.start(listener.address(), Limits.DEFAULT, null, waiting));
      assertEquals(
          "cannot listen on %s:%d: the port is taken"
              .formatted(listener.address().getHostString(), listener.address().getPort()),
          e.getMessage());
    }
  }

  @Test
  void anAddressOfAnotherMachineIsToldInOneLine() {
    InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 0); // RFC 5737
    IOException e =
        assertThrows(
            IOException.class, () -> HttpListener.start(elsewhere, Limits.DEFAULT, null, waiting));
    assertEquals("cannot listen on 192.0.2.1:0: this machine has no such address", e.getMessage());
  }

  @Test
  void anUnknownHostIsToldInOneLine() {
    InetSocketAddress unknown = InetSocketAddress.createUnresolved("no.such.host.invalid", 80);
    IOException e =
        assertThrows(
            IOException.class, () -> HttpListener.start(unknown, Limits.DEFAULT, null, waiting));
    assertEquals("cannot listen on no.such.host.invalid:80: unknown host", e.getMessage());
  }
}
