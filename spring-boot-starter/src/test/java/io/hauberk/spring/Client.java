package io.hauberk.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Speaks HTTP to a real port. */
public final class Client {
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  public Client(int port) {
    this.port = port;
  }

  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, "", "", headers);
  }

  public HttpResponse<String> post(String path, String json, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, "application/json", json, headers);
  }

  /** Sends a request, with a body if there is a media type for it. */
  public HttpResponse<String> send(
      String method, String path, String mediaType, String body, String... headers)
      throws IOException, InterruptedException {
    boolean empty = mediaType.isEmpty();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, empty ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!empty) {
      request.header("Content-Type", mediaType);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
