package io.hauberk.spring;

import io.hauberk.HauberkBuilder;
import io.hauberk.limit.ConcurrencyOptions;
import io.hauberk.limit.RateLimit;
import io.hauberk.spring.HauberkProperties.CallerLimit;
import io.hauberk.spring.HauberkProperties.Concurrency;
import io.hauberk.spring.HauberkProperties.Limit;
import io.hauberk.spring.HauberkProperties.OperationLimit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands the limits of the properties to the builder; what is not set keeps its default. */
final class RateLimitSettings {

  static void apply(HauberkProperties properties, HauberkBuilder builder) {
    CallerLimit callers = properties.rateLimit();
    Integer maxKeys = callers.maxKeys();
    if (maxKeys != null) {
      SetupException.from("hauberk.rate-limit", () -> builder.maxLimitKeys(maxKeys));
    }
    RateLimit ofCallers =
        limit(
            "hauberk.rate-limit",
            callers.permits(),
            callers.period(),
            HauberkBuilder.DEFAULT_CALLER_LIMIT);
    RateLimit[] windows = windows("hauberk.rate-limit.windows", callers.windows());
    if (callers.permits() != null || callers.period() != null || windows.length > 0) {
      builder.callerLimit(ofCallers, windows); // else the contract may have its say
    }
    RateLimit[] ofAll = windows("hauberk.rate-limit.caller-windows", callers.callerWindows());
    if (ofAll.length > 0) {
      builder.callerTotalLimit(ofAll[0], rest(ofAll));
    }
    builder.rateLimitHeaders(callers.headers());
    callers.operations().forEach((id, own) -> operation(id, own, ofCallers, builder));

    String addresses = "hauberk.address-limit";
    builder.addressLimit(
        limit(addresses, properties.addressLimit(), HauberkBuilder.DEFAULT_ADDRESS_LIMIT),
        windows(addresses + ".windows", properties.addressLimit().windows()));
    String failures = "hauberk.failed-authentication-limit";
    Limit ofFailures = properties.failedAuthenticationLimit();
    builder.failedAuthenticationLimit(
        limit(failures, ofFailures, HauberkBuilder.DEFAULT_FAILED_AUTHENTICATION_LIMIT),
        windows(failures + ".windows", ofFailures.windows()));
    Concurrency concurrency = properties.concurrency();
    if (concurrency != null) {
      builder.concurrency(SetupException.from("hauberk.concurrency", () -> options(concurrency)));
    }
  }

  private static ConcurrencyOptions options(Concurrency concurrency) {
    Integer max = concurrency.max();
    if (max == null) {
      throw new IllegalArgumentException(
          "concurrency.max is not set. Set it to how many requests the service can work on at once,"
              + " such as the number of its threads");
    }
    ConcurrencyOptions options =
        ConcurrencyOptions.upTo(max).withHigh(concurrency.high()).withLow(concurrency.low());
    Integer min = concurrency.min();
    return min == null ? options : options.withMin(min);
  }

  private static void operation(
      String id, OperationLimit own, RateLimit otherwise, HauberkBuilder builder) {
    String property = "hauberk.rate-limit.operations." + id;
    RateLimit[] windows = windows(property + ".windows", own.windows());
    if (own.permits() != null || own.period() != null || windows.length > 0) {
      builder.operationLimit(id, limit(property, own.permits(), own.period(), otherwise), windows);
    }
    RateLimit[] total = windows(property + ".total-windows", own.totalWindows());
    if (total.length > 0) {
      builder.operationTotalLimit(id, total[0], rest(total));
    }
    Integer cost = own.cost();
    if (cost != null) {
      SetupException.from(property, () -> builder.operationCost(id, cost));
    }
  }

  private static RateLimit limit(String property, Limit own, RateLimit otherwise) {
    return limit(property, own.permits(), own.period(), otherwise);
  }

  private static RateLimit limit(
      String property, @Nullable Long permits, @Nullable Duration period, RateLimit otherwise) {
    return SetupException.from(
        property,
        () ->
            new RateLimit(
                permits == null ? otherwise.permits() : permits,
                period == null ? otherwise.period() : period));
  }

  private static RateLimit[] windows(String property, List<String> texts) {
    return SetupException.from(
        property, () -> texts.stream().map(RateLimit::parse).toArray(RateLimit[]::new));
  }

  private static RateLimit[] rest(RateLimit[] windows) {
    return List.of(windows).subList(1, windows.length).toArray(RateLimit[]::new);
  }

  private RateLimitSettings() {}
}
