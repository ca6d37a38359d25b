package io.strongroom.server.config;

import io.strongroom.rotators.target.Limits;
import io.strongroom.rotators.target.Network;
import io.strongroom.rotators.target.TargetPolicy;
import io.strongroom.rotators.target.Targets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which databases built-in rotators may reach. */
public final class RotationTargets {

  /** What rotators reach unless something is set: no private network, and only by TLS. */
  public static final Targets STRICT = targets(List.of(), 0, null);

  private static final List<Network> EVERYTHING =
      List.of(Network.parse("0.0.0.0/0"), Network.parse("::/0"));

  private RotationTargets() {}

  /**
   * In development all machines but those that no rotator reaches, with TLS where it is offered.
   */
  public static Targets forDevelopment(int ownPort) {
    TargetPolicy policy = TargetPolicy.of(EVERYTHING, Set.of(ownPort));
    return new Targets(policy, null, true, Limits.DEFAULT);
  }

  /**
   * Reads what is set.
   *
   * @param networks addresses or networks with commas between them, or nothing
   * @param authorities a file of certificates, or nothing for those of the Java platform
   * @param ownPort where this server listens
   * @throws ConfigException if one of the networks is none
   */
  static Targets parse(String networks, String authorities, int ownPort) throws ConfigException {
    try {
      List<Network> listed = ConfigLoader.listed(networks).stream().map(Network::parse).toList();
      return targets(listed, ownPort, authorities.isEmpty() ? null : Path.of(authorities));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          Setting.ROTATION_TARGETS.key() + " takes networks such as 10.1.0.0/16, and commas");
    }
  }

  private static Targets targets(List<Network> listed, int ownPort, @Nullable Path authorities) {
    TargetPolicy policy = TargetPolicy.of(listed, Set.of(ownPort));
    return new Targets(policy, authorities, false, Limits.DEFAULT);
  }
}
