package io.strongroom.iam.sigv4;

/**
 * The {@code Credential} of a signature: a key id and the scope its signing key is for. Nothing of
 * it has been checked but the form of the key id.
 *
 * @param accessKeyId 1 to {@value #MAX_KEY_ID_LENGTH} letters, digits, dots, hyphens, underscores
 * @param date the day, {@code yyyyMMdd} if right
 * @param region the region's name
 * @param service the service's name
 * @param terminator {@code aws4_request} if right
 */
record Credential(
    String accessKeyId, String date, String region, String service, String terminator) {

  /** The last part of each scope. */
  static final String TERMINATOR = "aws4_request";

  /** The longest access key id, in characters: the bound of the IAM model. */
  static final int MAX_KEY_ID_LENGTH = 128;

  /** Splits {@code keyid/date/region/service/terminator}. */
  static Credential parse(String text) throws Refusal {
    int date = text.indexOf('/');
    int region = text.indexOf('/', date + 1);
    int service = text.indexOf('/', region + 1);
    int terminator = text.indexOf('/', service + 1);
    if (date < 0 || region <= date || service <= region || terminator <= service) {
      throw Refusal.malformedCredential();
    }
    if (text.indexOf('/', terminator + 1) >= 0 || !isKeyId(text, date)) {
      throw Refusal.malformedCredential();
    }
    return new Credential(
        text.substring(0, date),
        text.substring(date + 1, region),
        text.substring(region + 1, service),
        text.substring(service + 1, terminator),
        text.substring(terminator + 1));
  }

  /** Tells whether a text has the form of an access key id. */
  static boolean isKeyId(String text) {
    return isKeyId(text, text.length());
  }

  private static boolean isKeyId(String text, int length) {
    if (length < 1 || length > MAX_KEY_ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }
}
