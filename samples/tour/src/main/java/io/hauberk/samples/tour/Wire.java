package io.hauberk.samples.tour;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/** Sends requests to the service. */
final class Wire {
  private final String origin;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Wire(String origin) {
    this.origin = origin;
  }

  /** A trace id (W3C Trace Context, 3.2.2.3) that no other request has. */
  static String newTraceId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** The status of the answer. The client sends the target as it stands: it cleans nothing up. */
  int send(Call call, String traceId) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin + call.target()))
            .timeout(Duration.ofSeconds(10))
            .method(
                call.method(),
                call.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(call.body()))
            .header("traceparent", "00-" + traceId + "-" + traceId.substring(0, 16) + "-01");
    call.headers().forEach(request::header);
    HttpResponse<Void> response = client.send(request.build(), BodyHandlers.discarding());
    return response.statusCode();
  }
}
