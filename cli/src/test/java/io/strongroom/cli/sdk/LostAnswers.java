package io.strongroom.cli.sdk;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** A connection on which requests arrive and the first answers get lost on their way back. */
final class LostAnswers implements SdkHttpClient {
  private final SdkHttpClient through = UrlConnectionHttpClient.create();
  private final AtomicInteger toLose;
  private final AtomicInteger calls = new AtomicInteger();

  /** Loses {@code count} answers. */
  LostAnswers(int count) {
    toLose = new AtomicInteger(count);
  }

  /** Returns how many requests were sent so far. */
  int calls() {
    return calls.get();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = through.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        HttpExecuteResponse answer = prepared.call();
        calls.incrementAndGet();
        if (toLose.getAndDecrement() > 0) {
          answer.responseBody().ifPresent(body -> body.abort());
          throw new IOException("the answer got lost");
        }
        return answer;
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public String clientName() {
    return "LostAnswers";
  }

  @Override
  public void close() {
    through.close();
  }
}
