package io.strongroom.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.api.Lane;
import io.strongroom.api.WireResponse;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a request means does not depend on how its bytes are cut into packets. */
@DisplayName("T22, SIG-4: requests in pieces")
class PiecesTest {
  private static final int REQUESTS = 3_000;

  private static final int LONGEST_PIECE = 40;

  /** Notes each request that is answered, to the last of its fields. */
  private static final class Noting implements Answerer {
    final List<String> requests = new ArrayList<>();

    @Override
    public Lane laneOf(WireRequest request) {
      return Lane.LOOP;
    }

    @Override
    public WireResponse answer(WireRequest request) {
      StringBuilder told = new StringBuilder(request.method() + " " + request.target());
      for (int i = 0; i < request.headers().size(); i++) {
        told.append("; ").append(request.headers().name(i));
        told.append('=').append(request.headers().value(i));
      }
      told.append(" ").append(new String(request.body(), StandardCharsets.ISO_8859_1));
      requests.add(told.toString());
      return Answers.ok("");
    }

    @Override
    public void refused(Peer peer, String requestId, String type) {
      requests.add(type);
    }
  }

  private static List<String> sentAs(List<String> pieces) {
    Noting noting = new Noting();
    FakeChannel channel = new FakeChannel(noting);
    for (String piece : pieces) {
      if (channel.isOpen()) {
        channel.send(piece);
      }
    }
    channel.finishAndReleaseAll();
    return noting.requests;
  }

  private static List<String> cut(String text, SplittableRandom random) {
    int longest = 1 + random.nextInt(LONGEST_PIECE);
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(longest));
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }

  @Test
  void anyCutMeansTheSame() {
    for (int seed = 0; seed < REQUESTS; seed++) {
      String request = Mutations.request(seed);
      List<String> pieces = cut(request, new SplittableRandom(seed));
      assertEquals(sentAs(List.of(request)), sentAs(pieces), "seed " + seed);
    }
  }
}
