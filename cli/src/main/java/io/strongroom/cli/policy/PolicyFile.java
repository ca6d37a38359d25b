package io.strongroom.cli.policy;

import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a policy, or standard input. */
public final class PolicyFile {

  /** The name of standard input. */
  private static final String STANDARD_INPUT = "-";

  /** The longest file that is read, in bytes: the details of a large account. */
  private static final int MAX_LENGTH = 256 << 20;

  private PolicyFile() {}

  /**
   * Reads a file whole.
   *
   * @param name its path, or {@code -} for standard input
   * @throws Unreadable if it is not there, too long or no text
   */
  public static String text(String name) throws Unreadable {
    try (InputStream in =
        name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(name))) {
      byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
      if (bytes.length > MAX_LENGTH) {
        throw new Unreadable(called(name) + " is longer than " + MAX_LENGTH + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Unreadable(called(name) + " is not text in UTF-8");
    } catch (IOException e) {
      throw new Unreadable(called(name) + " cannot be read");
    }
  }

  /**
   * Reads a policy, in which unique ids may stand for users and roles, as in what a server shows.
   *
   * @throws Unreadable if the file cannot be read or is no policy of the kind
   */
  public static PolicyDocument policy(PolicyKind kind, String name) throws Unreadable {
    return parse(kind, called(name), text(name));
  }

  /**
   * Reads a policy from a text.
   *
   * @param name what messages call it
   * @throws Unreadable if it is no policy of the kind
   */
  public static PolicyDocument parse(PolicyKind kind, String name, String text) throws Unreadable {
    try {
      return PolicyParser.parseStored(kind, text);
    } catch (PolicySyntaxException e) {
      throw new Unreadable(name + ": " + message(e));
    }
  }

  private static String message(PolicySyntaxException e) {
    return switch (e.kind()) {
      case NOT_JSON, GRAMMAR -> String.valueOf(e.getMessage());
      case UNSUPPORTED_PRINCIPAL, UNSUPPORTED_SERVICE_PRINCIPAL -> e.iamMessage();
    };
  }

  /** Tells whether a policy could be stored as it is: not with ids in place of users and roles. */
  static boolean canBePut(PolicyKind kind, String text) {
    try {
      PolicyDocument _ = PolicyParser.parse(kind, text);
      return true;
    } catch (PolicySyntaxException e) {
      return false;
    }
  }

  static String called(String name) {
    return name.equals(STANDARD_INPUT) ? "standard input" : name;
  }
}
