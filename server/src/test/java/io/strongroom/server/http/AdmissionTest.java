package io.strongroom.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.server.http.Limits.Connections;
import io.strongroom.server.http.Limits.Loopback;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Requirement DOS-6: who is let in. */
class AdmissionTest {
  /** Addresses, each with the name of what it counts for. */
  private static final List<List<String>> PEERS =
      List.of(
          List.of("127.0.0.1", "loopback"),
          List.of("10.0.0.1", "a"),
          List.of("10.0.0.2", "b"),
          List.of("255.255.255.255", "c"),
          List.of("2001:db8:0:1::1", "d"),
          List.of("2001:db8:0:1:ffff::2", "d"),
          List.of("2001:db8:0:2::1", "e"),
          List.of("::ffff:10.0.0.1", "a"));

  /** Steps: even numbers connect from a peer, odd ones end the oldest connection from it. */
  @Property(tries = 300)
  void admissionCountsLikeANaiveModel(
      @ForAll @IntRange(max = 5) int total,
      @ForAll @IntRange(max = 3) int perAddress,
      @ForAll Loopback loopback,
      @ForAll @Size(max = 60) List<@IntRange(max = 15) Integer> steps)
      throws Exception {
    Admission admission = new Admission(new Connections(total, perAddress, loopback));
    List<Integer> open = new ArrayList<>();
    for (int step : steps) {
      int peer = step / 2;
      InetAddress address = InetAddress.getByName(PEERS.get(peer).getFirst());
      if (step % 2 == 0) {
        boolean admitted = isAdmitted(open, peer, total, perAddress, loopback);
        assertEquals(admitted, admission.admit(address));
        if (admitted) {
          open.add(peer);
        }
      } else if (open.remove(/* element */ (Integer) peer)) {
        admission.release(address);
      }
    }
  }

  private static boolean isAdmitted(
      List<Integer> open, int peer, int total, int perAddress, Loopback loopback) {
    String source = PEERS.get(peer).getLast();
    Map<String, Integer> counts = new HashMap<>();
    for (int other : open) {
      counts.merge(PEERS.get(other).getLast(), 1, Integer::sum);
    }
    boolean exempt = loopback == Loopback.EXEMPT && source.equals("loopback");
    return (total == 0 || open.size() < total)
        && (perAddress == 0 || exempt || counts.getOrDefault(source, 0) < perAddress);
  }
}
