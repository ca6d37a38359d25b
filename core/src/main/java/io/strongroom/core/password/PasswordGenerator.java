package io.strongroom.core.password;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes random passwords.
 *
 * <p>One character is drawn from each required class, the others from all that is admitted, each
 * draw with equal chances; then the whole is shuffled, so that a required character may stand
 * anywhere. Everything drawn on the way is overwritten (requirements CRY-3, MEM-2).
 *
 * <p>Source: API reference, GetRandomPassword; the texts of the errors and their order were
 * measured through a service that relays them.
 */
public final class PasswordGenerator {
  private final Entropy entropy;

  /** Makes a generator that draws from {@code entropy}; it may be used by many threads. */
  public PasswordGenerator(Entropy entropy) {
    this.entropy = entropy;
  }

  /**
   * Returns a password of exactly {@code rules.length()} ASCII characters, one byte each, which the
   * caller closes.
   *
   * @throws ServiceException with InvalidParameterException if the rules exclude all characters of
   *     a required class, or all characters, or require more classes than there is room for
   */
  public SensitiveBytes generate(PasswordRules rules) {
    List<byte[]> required = new ArrayList<>();
    byte[] pool = new byte[0];
    for (CharacterType type : CharacterType.values()) {
      if (rules.admits(type)) {
        byte[] left = type.without(rules.excludeCharacters());
        if (rules.requires(type)) {
          refuseIf(left.length == 0, "All characters of the desired type have been excluded.");
          required.add(left);
        }
        pool = joined(pool, left);
      }
    }
    refuseIf(pool.length == 0, "All characters have been excluded from selection.");
    refuseIf(
        rules.length() < required.size(),
        "Password length is too short based on the required types.");
    return drawn(rules.length(), required, pool);
  }

  private SensitiveBytes drawn(int length, List<byte[]> required, byte[] pool) {
    byte[] password = new byte[length];
    boolean complete = false;
    try (Draws draws = new Draws(entropy)) {
      for (int i = 0; i < length; i++) {
        byte[] from = i < required.size() ? required.get(i) : pool;
        password[i] = from[draws.below(from.length)];
      }
      shuffle(password, draws);
      complete = true;
      return SensitiveBytes.owning(password);
    } finally {
      if (!complete) {
        Arrays.fill(password, (byte) 0);
      }
    }
  }

  /** Fisher and Yates's shuffle: each order of the characters is equally likely. */
  private static void shuffle(byte[] password, Draws draws) {
    for (int last = password.length - 1; last > 0; last--) {
      int other = draws.below(last + 1);
      byte moved = password[last];
      password[last] = password[other];
      password[other] = moved;
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void refuseIf(boolean broken, String text) {
    if (broken) {
      throw new ServiceException(ErrorCode.INVALID_PARAMETER, text);
    }
  }
}
