package io.hauberk.fetch;

import io.hauberk.fetch.FetchResult.Failure;
import io.hauberk.fetch.PostResult.Unanswered;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** All that fetchers which are closed together have not answered yet. */
final class UnderWay {
  private static final Unanswered CLOSED = new Unanswered(Failure.CLOSED);

  private final Set<CompletableFuture<PostResult>> results = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Adds one until it is answered; if all was closed, that is the answer. */
  @SuppressWarnings({
    "FutureReturnValueIgnored", // whoever asked has it
    "CollectionUndefinedEquality" // each is equal to itself alone
  })
  void add(CompletableFuture<PostResult> result) {
    results.add(result);
    result.whenComplete((answer, thrown) -> results.remove(result));
    if (closed) {
      result.complete(CLOSED);
    }
  }

  void close() {
    closed = true;
    results.forEach(result -> result.complete(CLOSED));
  }
}
