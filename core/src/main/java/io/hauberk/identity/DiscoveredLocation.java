package io.hauberk.identity;

import io.hauberk.fetch.FetchResult;
import io.hauberk.fetch.FetchResult.Fetched;
import io.hauberk.identity.KeyLook.Brought;
import io.hauberk.identity.KeyLook.Missed;
import io.hauberk.identity.KeySource.Surroundings;
import io.hauberk.json.Json;
import io.hauberk.json.JsonException;
import io.hauberk.json.JsonLimits;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A key set whose URL stands in the metadata of the issuer (OpenID Connect Discovery 1.0, 4.3; RFC
 * 8414, 3.3). What the metadata says of anything but {@code issuer} and {@code jwks_uri} is not
 * read.
 */
final class DiscoveredLocation implements KeyLocation {
  private static final JsonLimits LIMITS =
      JsonLimits.DEFAULT.withMaxBytes(1024 * 1024).withMaxDepth(16);

  private final String issuer;
  private final URI metadata;
  private final KeyServer server;

  /** What the metadata said when the last keys were found through it. */
  private volatile @Nullable URI known;

  private DiscoveredLocation(String issuer, URI metadata, KeyServer server) {
    this.issuer = issuer;
    this.metadata = metadata;
    this.server = server;
  }

  /**
   * That of an issuer.
   *
   * @throws IllegalArgumentException if its metadata could not be fetched; the message says how to
   *     mend it
   */
  static DiscoveredLocation of(String issuer, Discovery where, KeyServer server) {
    String what = "the issuer, whose metadata is to be fetched,";
    URI uri;
    try {
      uri = URI.create(issuer);
    } catch (IllegalArgumentException e) { // its message holds what it was given
      throw new IllegalArgumentException(what + " is not a URL: write https://host/path");
    }
    server.requireAllowed(what, uri);
    if (uri.getRawQuery() != null) {
      throw new IllegalArgumentException(
          what + " has a query, which no issuer has (RFC 8414, 2): name its keys with jwks-uri");
    }
    return new DiscoveredLocation(issuer, where.metadata(uri), server);
  }

  @Override
  public void open(Surroundings surroundings) {
    server.open(surroundings);
  }

  @Override
  public String issuer() {
    return issuer;
  }

  @Override
  public String property() {
    return "issuer";
  }

  @Override
  public CompletionStage<KeyLook> look(boolean anew) {
    URI last = known;
    if (last != null && !anew) {
      return keys(last);
    }
    return server
        .fetch(metadata)
        .thenCompose(
            result ->
                result instanceof Fetched fetched
                    ? keysNamedBy(fetched.body())
                    : CompletableFuture.completedFuture(inMetadata(result)));
  }

  private static KeyLook inMetadata(FetchResult result) {
    return KeyLook.missed(result) instanceof Missed missed
        ? new Missed("the issuer's metadata: " + missed.cause())
        : new Missed("the issuer's metadata");
  }

  private CompletionStage<KeyLook> keysNamedBy(byte[] document) {
    URI named;
    try {
      named = jwksUri(document);
    } catch (KeySetException e) {
      return CompletableFuture.completedFuture(new Missed(String.valueOf(e.getMessage())));
    }
    return keys(named);
  }

  private CompletionStage<KeyLook> keys(URI uri) {
    CompletionStage<FetchResult> result =
        isOfSameOrigin(uri) ? server.fetch(uri) : server.fetchAsStranger(uri);
    return result
        .thenApply(KeyLook::at)
        .whenComplete((look, failure) -> known = look instanceof Brought ? uri : null);
  }

  /** What the metadata names, if it is that of our issuer and names what may be fetched. */
  private URI jwksUri(byte[] document) {
    JsonObject members;
    try {
      if (!(Json.parse(document, LIMITS) instanceof JsonObject object)) {
        throw new KeySetException("the issuer's metadata is not a JSON object");
      }
      members = object;
    } catch (JsonException e) {
      throw new KeySetException(
          "the issuer's metadata is not strict JSON: " + e.messageUnderFixedLimits());
    }
    if (!(members.get("issuer") instanceof JsonString name) || !name.value().equals(issuer)) {
      throw new KeySetException(
          "the issuer's metadata calls itself by another name than the one that is configured:"
              + " compare both octet by octet, a slash at the end included");
    }
    if (!(members.get("jwks_uri") instanceof JsonString text)) {
      throw new KeySetException("the issuer's metadata names no 'jwks_uri'");
    }
    URI uri;
    try {
      uri = URI.create(text.value());
    } catch (IllegalArgumentException e) {
      throw new KeySetException("the 'jwks_uri' in the issuer's metadata is not a URL");
    }
    try {
      server.requireAllowed("the 'jwks_uri' in the issuer's metadata", uri);
    } catch (IllegalArgumentException e) {
      throw new KeySetException(String.valueOf(e.getMessage()));
    }
    if (scheme(metadata).equals("https") && !scheme(uri).equals("https")) {
      throw new KeySetException(
          "the 'jwks_uri' in the issuer's metadata is not https, as the issuer is");
    }
    return uri;
  }

  private boolean isOfSameOrigin(URI uri) {
    return scheme(uri).equals(scheme(metadata))
        && lower(uri.getHost()).equals(lower(metadata.getHost()))
        && port(uri) == port(metadata);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
  }

  private static String scheme(URI uri) {
    return lower(uri.getScheme());
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
