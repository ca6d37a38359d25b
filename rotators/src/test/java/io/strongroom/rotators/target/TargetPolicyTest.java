package io.strongroom.rotators.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.RotationException.Failure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which machines may be reached (requirement ROT-7). */
class TargetPolicyTest {
  private static final TargetPolicy CLOSED = TargetPolicy.of(List.of(), Set.of());
  private static final TargetPolicy OPEN =
      TargetPolicy.of(Stream.of("0.0.0.0/0", "::/0").map(Network::parse).toList(), Set.of(3000));

  private static TargetPolicy resolving(TargetPolicy policy, String... addresses) {
    return policy.resolvingWith(
        _ -> Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new));
  }

  private static RotationException refusal(TargetPolicy policy, String host, int port) {
    return assertThrows(RotationException.class, () -> policy.allow(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "2606:4700::1111", "172.32.0.1", "11.0.0.1", "192.169.0.1"})
  void theInternetIsAllowed(String address) {
    assertEquals(List.of(InetAddress.ofLiteral(address)), CLOSED.allow(address, 5432).addresses());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.0.9",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "198.18.0.1",
        "::1",
        "fd12::1",
        "fec0::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:0a00:0001::1"
      })
  void privateAddressesAreRefusedUnlessListed(String address) {
    assertEquals(Failure.PERMANENT, refusal(CLOSED, address, 5432).failure());
    assertEquals(1, OPEN.allow(address, 5432).addresses().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "fe80::1",
        "fd00:ec2::254",
        "224.0.0.1",
        "255.255.255.255",
        "ff02::1",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::"
      })
  void someAddressesAreNeverAllowed(String address) {
    assertEquals(Failure.PERMANENT, refusal(OPEN, address, 5432).failure());
  }

  @Test
  void anAddressIsAllowedByTheRangeItIsListedIn() {
    TargetPolicy listed =
        TargetPolicy.of(
            List.of(Network.parse("10.1.0.0/16"), Network.parse("127.0.0.1")), Set.of());
    assertEquals(1, listed.allow("10.1.200.3", 1).addresses().size());
    assertEquals(1, listed.allow("127.0.0.1", 1).addresses().size());
    refusal(listed, "10.2.0.1", 1);
    refusal(listed, "127.0.0.2", 1);
    refusal(listed, "::1", 1);
  }

  @Test
  void oneForbiddenAddressOfANameIsEnoughToRefuseIt() {
    TargetPolicy mixed = resolving(CLOSED, "8.8.8.8", "10.0.0.1");
    assertEquals(Failure.PERMANENT, refusal(mixed, "db.example.com", 5432).failure());
    assertEquals(2, resolving(CLOSED, "8.8.8.8", "8.8.4.4").allow("db", 1).addresses().size());
  }

  @Test
  void thisServerIsNoTarget() {
    for (String address : List.of("127.0.0.1", "::1", "127.9.9.9")) {
      assertEquals(
          "The host of the secret is this server.", refusal(OPEN, address, 3000).getMessage());
      assertEquals(1, OPEN.allow(address, 3001).addresses().size());
    }
    assertEquals(1, OPEN.allow("10.77.66.55", 3000).addresses().size());
  }

  @Test
  void aNameWithoutAnAddressMayHaveOneLater() {
    TargetPolicy lost =
        CLOSED.resolvingWith(
            host -> {
              throw new UnknownHostException(host);
            });
    RotationException failure = refusal(lost, "gone.example.com", 1);
    assertEquals(Failure.RETRYABLE, failure.failure());
    assertFalse(failure.getMessage().contains("gone"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a/b",
        "db?socketFactory=x",
        "db)(port=1",
        "a,b",
        "db%eth0",
        "a b",
        "[::1]",
        "käse",
        "a;b",
        "a@b"
      })
  void aHostHasNoCharactersThatAUrlReadsOtherwise(String host) {
    assertEquals(Failure.PERMANENT, refusal(resolving(CLOSED, "8.8.8.8"), host, 1).failure());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/9, 10.127.0.0, true",
    "10.0.0.0/9, 10.128.0.0, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "1.2.3.4, 1.2.3.4, true",
    "1.2.3.4, 1.2.3.5, false"
  })
  void rangesContainWhatSharesTheirPrefix(String range, String address, boolean expected) {
    assertEquals(expected, Network.parse(range).contains(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "host", "", "10.0.0.0/8/8"})
  void whatIsNoRangeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
  }
}
