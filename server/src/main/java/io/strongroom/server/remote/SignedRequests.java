package io.strongroom.server.remote;

import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Signer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Requests that this program sends, signed as they will go over the wire. */
public final class SignedRequests {
  private static final String HOST = "host";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private SignedRequests() {}

  /**
   * Signs a request.
   *
   * @param uri an http or https URL with a host
   * @param headers header fields, but for the host
   * @param body the body, which is not copied
   * @param patience how long the head of the answer may take
   * @throws IllegalArgumentException if two readers could see the request differently
   */
  public static HttpRequest of(
      String method,
      URI uri,
      Headers headers,
      byte[] body,
      Duration patience,
      Signer signer,
      Instant now) {
    List<String> fields = new ArrayList<>(List.of(HOST, authority(uri)));
    for (int i = 0; i < headers.size(); i++) {
      fields.add(headers.name(i));
      fields.add(headers.value(i));
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    Headers signed =
        signer.sign(
            method, uri.getRawPath() + query, Headers.of(fields.toArray(String[]::new)), body, now);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(patience)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    for (int i = 0; i < signed.size(); i++) {
      if (!signed.name(i).equals(HOST)) { // the client sets it itself
        request.header(signed.name(i), signed.value(i));
      }
    }
    return request.build();
  }

  /** Returns the Host header as the client will send it. */
  private static String authority(URI uri) {
    int usual = uri.getScheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
    boolean shown = uri.getPort() >= 0 && uri.getPort() != usual;
    return shown ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
  }
}
