package io.hauberk.outbound;

import io.hauberk.event.EventSink;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.request.HandClock;
import io.hauberk.secret.Mount;
import io.hauberk.secret.SecretPoller;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service with a mount of secrets, which calls a destination with credentials of an issuer. */
final class Calls implements AutoCloseable {
  final HandClock clock = HandClock.at("2026-03-01T10:00:00Z");
  final List<SecurityEvent> events = new CopyOnWriteArrayList<>();
  final TokenServers servers = new TokenServers();
  final Mount mount;

  private final SecurityEvents publisher = SecurityEvents.direct(recorder(events), clock);
  private final SecretPoller secrets = new SecretPoller(publisher, clock);
  private final Path directory;
  private final List<OutboundCredentials> opened = new ArrayList<>();

  Calls(Path directory) {
    this.directory = directory;
    this.mount = new Mount(directory);
  }

  /** Remembers events, but for those about the permissions of the files of tests. */
  static EventSink recorder(List<SecurityEvent> events) {
    return event -> {
      if (event.kind() != SecurityEvent.Kind.SECRET_EXPOSED) {
        events.add(event);
      }
    };
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  TokenGrant.Builder clientCredentials(ClientAuthentication client) {
    return TokenGrant.clientCredentials(servers.tokenUri())
        .client(client)
        .maxWait(Duration.ofSeconds(30));
  }

  TokenGrant.Builder exchange(ClientAuthentication client) {
    return TokenGrant.exchange(servers.tokenUri()).client(client).maxWait(Duration.ofSeconds(30));
  }

  OutboundCredentials credentials(CredentialSource source) {
    return credentials(source, servers.origin());
  }

  OutboundCredentials credentials(CredentialSource source, String destination) {
    OutboundCredentials credentials =
        OutboundCredentials.builder(publisher, secrets)
            .clock(clock)
            .jitter(() -> 0.5)
            .credential("inventory", source, destination)
            .build();
    opened.add(credentials);
    return credentials;
  }

  /** Several, by their destinations, after which they are called. */
  OutboundCredentials credentials(Map<String, CredentialSource> sources) {
    OutboundCredentials.Builder builder =
        OutboundCredentials.builder(publisher, secrets).clock(clock).jitter(() -> 0.5);
    sources.forEach(
        (destination, source) ->
            builder.credential(
                String.valueOf(URI.create(destination).getHost()), source, destination));
    OutboundCredentials credentials = builder.build();
    opened.add(credentials);
    return credentials;
  }

  static HttpClient client(OutboundCredentials credentials) {
    return CredentialedHttpClient.of(HttpClient.newHttpClient(), credentials);
  }

  int get(HttpClient client) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(servers.stock()).build(), BodyHandlers.ofString())
        .statusCode();
  }

  /** What was sent to the token endpoint with the request of this number. */
  Map<String, String> form(int number) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : servers.tokenRequests().get(number).getBodyAsString().split("&", -1)) {
      int at = pair.indexOf('=');
      form.put(
          pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  @Override
  public void close() {
    opened.forEach(OutboundCredentials::close);
    servers.close();
  }
}
