package io.strongroom.api;

import io.strongroom.iam.sigv4.WireRequest;

/**
 * Measures what the record of a read costs its caller: GetSecretValue through the gateway, with and
 * without records. Run by hand; the figures are in docs/audit.md.
 */
final class RecordRate {
  private static final int ROUNDS = 12;
  private static final int CALLS = 200_000;

  private RecordRate() {}

  /** Prints nanoseconds for each call, by rounds. */
  @SuppressWarnings("SystemOut") // its purpose
  public static void main(String[] arguments) {
    TestRoom room = TestRoom.strict();
    room.answer(
        TestSigner.valid()
            .sign(
                "CreateSecret",
                """
                {"Name":"db","ClientRequestToken":"11111111-1111-4111-8111-111111111111",\
                "SecretString":"value"}"""));
    WireRequest read = TestSigner.valid().sign("GetSecretValue", "{\"SecretId\":\"db\"}");
    for (int round = 0; round < ROUNDS; round++) {
      room.records.on = round % 2 == 1;
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        room.gateway.answer(read).wipe();
        if (i % 1_000 == 0) {
          room.records.clear();
        }
      }
      long nanos = (System.nanoTime() - start) / CALLS;
      System.out.printf("records %s: %d ns a call%n", room.records.on ? "on" : "off", nanos);
    }
  }
}
