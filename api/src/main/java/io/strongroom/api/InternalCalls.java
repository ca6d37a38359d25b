package io.strongroom.api;

import io.strongroom.core.error.ServiceException;
import io.strongroom.core.store.Membership;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import java.net.InetAddress;
import java.util.function.Function;

/**
 * Calls that this server makes itself, in the name of a role: judged, run and recorded as if they
 * had come in, but for the signature, since nothing has travelled.
 */
public final class InternalCalls {

  /** Nothing leaves the process, so policies that ask for an encrypted way are content. */
  private static final Peer INSIDE = Peer.of(InetAddress.getLoopbackAddress(), Peer.Wire.TLS);

  private static final String AGENT = "strongroom";

  private final Gateway gateway;
  private final Recorder recorder;
  private final Membership membership;

  /** Has calls run by {@code gateway}, and kept by {@code recorder}. */
  public InternalCalls(Gateway gateway, Recorder recorder, Membership membership) {
    this.gateway = gateway;
    this.recorder = recorder;
    this.membership = membership;
  }

  /**
   * Makes a call.
   *
   * @param target what X-Amz-Target would be
   * @param body the request; the caller overwrites it
   * @param take is given the answer before the plaintexts of the call are overwritten, and copies
   *     what it needs
   * @throws ServiceException as the operation answers it, or if the call cannot be recorded
   */
  public <I, O, R> R call(
      Caller caller, String target, Operation<I, O> operation, byte[] body, Function<O, R> take) {
    var _ = membership.refresh();
    Headers headers = Headers.of("x-amz-target", target, "user-agent", AGENT);
    Trail trail = gateway.arriving(new WireRequest("POST", "/", headers, body, INSIDE));
    trail.names(operation);
    try (Call call = gateway.call(trail, caller)) {
      O out = answer(operation, body, call);
      recorder.keep(trail);
      return take.apply(out);
    }
  }

  private <I, O> O answer(Operation<I, O> operation, byte[] body, Call call) {
    Trail trail = call.trail();
    try {
      RequestBody json = new RequestBody.Json(body);
      return operation
          .contract()
          .perform(json, call.arrival(), in -> gateway.run(operation, in, call));
    } catch (ServiceException e) {
      trail.refused(trail.service().protocol().nameOf(e.code()), e.recordedText());
      recorder.keep(trail);
      throw e;
    }
  }
}
