package io.hauberk.fetch;

import io.hauberk.fetch.FetchResult.Failed;
import io.hauberk.fetch.FetchResult.Failure;
import io.hauberk.fetch.FetchResult.Fetched;
import io.hauberk.fetch.PostResult.Answered;
import io.hauberk.fetch.PostResult.Unanswered;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one small document by GET, or has a small form answered by POST: over https, without
 * redirects, cookies or proxy, within bounds of size and time. Safe for use by any thread.
 *
 * <p>Plain http is taken for loopback. {@link FetchTerms} name further hosts for it one by one, and
 * the ranges of private addresses that may be called; addresses of cloud metadata services and all
 * of link-local are refused whatever they list, also when a name leads to them.
 *
 * <p>What one fetcher has under way is bounded: 16 at once, and up to 256 that wait for one of
 * these to end. Give each server, or whoever asks it, a fetcher {@link #apart()}, so that none
 * waits for another's.
 */
public final class HttpFetcher implements AutoCloseable {
  /*
   * The host's addresses are judged just before the client connects. The client resolves the name again; it
   * sees the same answer, because the JVM keeps answers for 30 seconds (`networkaddress.cache.ttl`). Where an
   * operator has set that to zero, a name server under attack could answer the two differently.
   */
  private final Bounds bounds;
  private final UnderWay underWay;
  private final Share share;

  /** What fetchers that stand apart have in common. */
  private record Bounds(
      HostLookup lookup,
      Duration connectTimeout,
      Duration totalTimeout,
      int maxBytes,
      @Nullable SSLContext trust,
      Duration clientLife,
      ThreadFactory threads) {}

  /** Begins a fetcher with all defaults. */
  public static Builder builder() {
    return new Builder();
  }

  private HttpFetcher(Bounds bounds, UnderWay underWay) {
    this.bounds = bounds;
    this.underWay = underWay;
    this.share = new Share(bounds.totalTimeout, bounds.clientLife, bounds.threads);
  }

  /**
   * A fetcher with the same bounds, of which none waits for the fetches of this one, or holds them
   * up. The two are closed together, by either.
   */
  public HttpFetcher apart() {
    return new HttpFetcher(bounds, underWay);
  }

  /**
   * Checks that a URI is one that this fetcher would call, addresses aside: for configuration.
   *
   * @param what what the message calls it, for example {@code the URL of a key set}
   * @throws IllegalArgumentException if not; the message says how to mend it
   */
  public void requireAllowed(String what, URI uri, FetchTerms terms) {
    String fault = AddressRules.fault(uri, terms);
    if (fault != null) {
      throw new IllegalArgumentException(what + " " + fault);
    }
  }

  /** Fetches a document from a server of which nothing special is known. */
  public CompletionStage<FetchResult> fetch(URI uri) {
    return fetch(uri, FetchTerms.DEFAULT);
  }

  /**
   * Fetches the document. Returns at once; the answer comes within the total timeout, twice that
   * where it had to wait for others of this fetcher, and never exceptionally.
   */
  public CompletionStage<FetchResult> fetch(URI uri, FetchTerms terms) {
    HttpRequest.Builder request = HttpRequest.newBuilder().GET();
    return exchange(uri, terms, request, status -> status == 200).thenApply(HttpFetcher::document);
  }

  private static FetchResult document(PostResult result) {
    if (result instanceof Unanswered unanswered) {
      return new Failed(unanswered.failure());
    }
    Answered answer = (Answered) result;
    return answer.status() == 200 ? new Fetched(answer.octets()) : new Failed(Failure.STATUS);
  }

  /**
   * Sends a form by POST ({@code application/x-www-form-urlencoded}) and brings the answer,
   * whatever its status; of a redirect, which is not followed, no body. Returns at once; the answer
   * comes when {@link #fetch(URI, FetchTerms)} would bring it, and never exceptionally.
   *
   * @param header further fields of the request, such as {@code Authorization}
   * @param form names and values, coded
   */
  public CompletionStage<PostResult> post(
      URI uri, FetchTerms terms, Map<String, String> header, String form) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(form, StandardCharsets.US_ASCII));
    header.forEach(request::setHeader);
    return exchange(uri, terms, request, status -> status / 100 != 3);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is in the result
  private CompletableFuture<PostResult> exchange(
      URI uri, FetchTerms terms, HttpRequest.Builder request, IntPredicate wanted) {
    CompletableFuture<PostResult> result = new CompletableFuture<>();
    if (AddressRules.fault(uri, terms) != null) {
      result.complete(new Unanswered(Failure.NOT_ALLOWED));
      return result;
    }
    underWay.add(result);
    share
        .enter()
        .thenAccept(
            entered -> {
              if (entered) {
                result.completeOnTimeout( // a thread may still wait for a name server
                    new Unanswered(Failure.TIMEOUT),
                    bounds.totalTimeout.toMillis(),
                    TimeUnit.MILLISECONDS);
                begin(() -> exchangeNow(uri, terms, request, wanted, result), result);
              } else {
                result.complete(new Unanswered(Failure.BUSY));
              }
            });
    return result;
  }

  private void begin(Runnable exchange, CompletableFuture<PostResult> result) {
    try {
      share.execute(exchange);
    } catch (OutOfMemoryError e) {
      result.complete(new Unanswered(Failure.NO_THREAD));
      share.leave();
    }
  }

  /** Sends the request, and leaves the share when there is an answer, or none will come. */
  @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is in the result
  private void exchangeNow(
      URI uri,
      FetchTerms terms,
      HttpRequest.Builder request,
      IntPredicate wanted,
      CompletableFuture<PostResult> result) {
    try {
      Failure refused =
          AddressRules.fault(uri, bounds.lookup.addresses(unbracketed(uri.getHost())), terms);
      if (refused != null) {
        result.complete(new Unanswered(refused));
      } else if (!authorize(request, terms.bearer())) {
        result.complete(new Unanswered(Failure.CREDENTIAL));
      } else if (!result.isDone()) {
        send(request.uri(uri).timeout(bounds.totalTimeout).build(), terms, wanted, result);
      }
    } catch (UnknownHostException e) {
      result.complete(new Unanswered(Failure.UNKNOWN_HOST));
    } catch (RuntimeException e) { // whatever the HTTP client thinks of URI or server
      result.complete(new Unanswered(Failure.CONNECTION));
    } catch (OutOfMemoryError e) { // the HTTP client has a thread of its own
      result.complete(new Unanswered(Failure.NO_THREAD));
    } finally {
      result.whenComplete((answer, thrown) -> share.leave());
    }
  }

  /** Adds the token, if there is to be one; false if it cannot be had. */
  private static boolean authorize(HttpRequest.Builder request, @Nullable Supplier<String> bearer) {
    if (bearer == null) {
      return true;
    }
    try {
      request.setHeader("Authorization", "Bearer " + bearer.get());
      return true;
    } catch (RuntimeException e) { // its message may hold anything
      return false;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what becomes of it is in the result
  private void send(
      HttpRequest request,
      FetchTerms terms,
      IntPredicate wanted,
      CompletableFuture<PostResult> result) {
    SSLContext special = terms.trust();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        share
            .client(special == null ? bounds.trust : special, this::bounded)
            .sendAsync(
                request,
                head ->
                    wanted.test(head.statusCode())
                        ? new BoundedBody(bounds.maxBytes)
                        : BoundedBody.unwanted());
    exchange.whenComplete(
        (response, thrown) ->
            result.complete(
                response == null
                    ? new Unanswered(failureOf(thrown))
                    : new Answered(response.statusCode(), response.headers(), response.body())));
    result.whenComplete((answer, thrown) -> exchange.cancel(true)); // ends a connection that stands
  }

  private HttpClient.Builder bounded(HttpClient.Builder client) {
    return client
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(bounds.connectTimeout);
  }

  private static Failure failureOf(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BoundedBody.TooLargeException) {
        return Failure.TOO_LARGE;
      }
      if (cause instanceof SSLException) {
        return Failure.TLS;
      }
      if (cause instanceof HttpConnectTimeoutException || cause instanceof HttpTimeoutException) {
        return Failure.TIMEOUT;
      }
    }
    return Failure.CONNECTION;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Fetches no more; what is under way is broken off, with that of fetchers {@link #apart()}. */
  @Override
  public void close() {
    underWay.close();
  }

  /** Turns a host's name into its addresses. */
  interface HostLookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** Gathers the bounds of a fetcher. */
  public static final class Builder {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int LARGEST = 16 * 1024 * 1024;

    private HostLookup lookup = InetAddress::getAllByName;
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration totalTimeout = Duration.ofSeconds(5);
    private int maxBytes = 512 * 1024;
    private @Nullable SSLContext trust;
    private Duration clientLife = Share.CLIENT_LIFE;
    private ThreadFactory threads = Share::thread;

    private Builder() {}

    /**
     * How long a connection may take, TLS included. Default 2 seconds.
     *
     * @param timeout from one millisecond to one minute
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder connectTimeout(Duration timeout) {
      requireTimeout("connect-timeout", timeout);
      this.connectTimeout = timeout;
      return this;
    }

    /**
     * How long a fetch may take, from when its turn has come to the last octet, and how long it
     * waits for its turn. Default 5 seconds.
     *
     * @param timeout from one millisecond to one minute
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder totalTimeout(Duration timeout) {
      requireTimeout("total-timeout", timeout);
      this.totalTimeout = timeout;
      return this;
    }

    /**
     * The largest body that is taken, in octets. Default 512 KiB.
     *
     * @param bytes from 1 to 16 MiB
     * @throws IllegalArgumentException if it is outside of that range
     */
    public Builder maxBytes(int bytes) {
      if (bytes < 1 || bytes > LARGEST) {
        throw new IllegalArgumentException(
            "fetch.max-bytes must be between 1 and " + LARGEST + ", was " + bytes);
      }
      this.maxBytes = bytes;
      return this;
    }

    /** Whose certificates are trusted. Default: those that the JVM trusts. */
    public Builder trust(SSLContext trust) {
      this.trust = trust;
      return this;
    }

    Builder lookup(HostLookup lookup) {
      this.lookup = lookup;
      return this;
    }

    Builder clientLife(Duration life) {
      this.clientLife = life;
      return this;
    }

    Builder threads(ThreadFactory factory) {
      this.threads = factory;
      return this;
    }

    /** The fetcher; it needs no thread until it is used. */
    public HttpFetcher build() {
      return new HttpFetcher(
          new Bounds(lookup, connectTimeout, totalTimeout, maxBytes, trust, clientLife, threads),
          new UnderWay());
    }

    private static void requireTimeout(String property, Duration timeout) {
      if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "fetch." + property + " must be between 1 ms and 1 min, was " + timeout);
      }
    }
  }
}
