package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.server.http.Limits.Connections;
import io.strongroom.server.http.Limits.Load;
import io.strongroom.server.http.Limits.Sizes;
import io.strongroom.server.http.Limits.Times;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** A client that speaks TLS to a listener that does not. */
class TlsToPlainTest {

  @Test
  void isToldSoWithinTheDeadlineOfAHeader() throws Exception {
    Duration far = Duration.ofMinutes(5);
    Times times = new Times(far, Duration.ofMillis(300), far, 0, far, far);
    Limits limits = new Limits(Sizes.DEFAULT, times, Connections.DEFAULT, Load.DEFAULT);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (HttpListener listener = HttpListener.start(any, limits, null, Answers.retelling());
        RawClient secure = RawClient.secure(listener.address(), SSLContext.getDefault());
        RawClient plain = new RawClient(listener.address())) {
      assertThrows(SSLException.class, secure::shakeHands);
      assertEquals(200, plain.send(get("/inline")).read().status());
    }
  }
}
