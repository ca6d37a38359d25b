package io.strongroom.api.lambda;

import io.strongroom.api.WireAnswer;
import io.strongroom.api.WireResponse;
import io.strongroom.api.shape.JsonOut;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.keys.SensitiveBytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of an invocation, which goes over the wire as it is. */
sealed interface Invoked extends WireAnswer {

  /** The caller may invoke the function; it was not run. */
  record Permitted() implements Invoked {
    @Override
    public WireResponse toResponse(String requestId) {
      return empty(204, requestId);
    }
  }

  /** The function will be run. */
  record Queued() implements Invoked {
    @Override
    public WireResponse toResponse(String requestId) {
      return empty(202, requestId);
    }
  }

  /**
   * The function ran.
   *
   * @param error what {@code X-Amz-Function-Error} says, or null for success
   * @param payload its answer, or what it failed by
   * @param tail the end of its log, or null
   */
  record Ended(@Nullable String error, SensitiveBytes payload, @Nullable SensitiveBytes tail)
      implements Invoked {
    @Override
    public WireResponse toResponse(String requestId) {
      List<WireResponse.Field> fields = new ArrayList<>();
      fields.add(new WireResponse.Field("X-Amz-Executed-Version", FunctionArn.LATEST));
      if (error != null) {
        fields.add(new WireResponse.Field("X-Amz-Function-Error", error));
      }
      if (tail != null) {
        fields.add(new WireResponse.Field("X-Amz-Log-Result", JsonOut.base64Of(tail)));
      }
      JsonOut out = new JsonOut(payload.length());
      out.whole(payload);
      return new WireResponse(
          200, "application/json", requestId, out.bytes(), out.length(), fields);
    }
  }

  private static WireResponse empty(int status, String requestId) {
    return new WireResponse(status, "application/json", requestId, new byte[0], 0);
  }
}
