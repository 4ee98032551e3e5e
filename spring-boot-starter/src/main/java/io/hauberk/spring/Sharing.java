package io.hauberk.spring;

import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.SharedReplays;
import io.hauberk.limit.SharedLimitOptions;
import io.hauberk.store.Namespace;
import io.hauberk.store.SharedStore;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** What the instances share. No store is looked for unless {@code hauberk.shared} asks for it. */
final class Sharing {
  private static final String MEND =
      "Add spring-boot-starter-data-redis and set spring.data.redis.*, or define a bean of"
          + " io.hauberk.store.SharedStore.";

  private final HauberkProperties.Shared shared;
  private final @Nullable SharedStore store;
  private final @Nullable Namespace namespace;

  /** The application's own connections to Redis, unless it defines a store. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.data.redis.connection.RedisConnectionFactory")
  static class OfSpringData {

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    SharedStore hauberkSharedStore(ObjectProvider<RedisConnectionFactory> factories) {
      RedisConnectionFactory factory = factories.getIfUnique();
      if (factory == null) {
        throw new SetupException(
            "hauberk.shared is set, and there is no RedisConnectionFactory, or more than one.",
            MEND);
      }
      return SpringRedis.store(factory);
    }
  }

  static Sharing of(
      HauberkProperties.Shared shared,
      ObjectProvider<SharedStore> stores,
      Environment environment) {
    if (!shared.limits() && !shared.replays()) {
      return new Sharing(shared, null, null);
    }
    SharedStore store = stores.getIfAvailable();
    if (store == null) {
      throw new SetupException("hauberk.shared is set, and there is nothing to share.", MEND);
    }
    return new Sharing(shared, store, namespace(shared, environment));
  }

  private static Namespace namespace(HauberkProperties.Shared shared, Environment environment) {
    String named = shared.service();
    String service = named == null ? environment.getProperty("spring.application.name") : named;
    if (service == null) {
      throw new SetupException(
          "hauberk.shared is set, and the service has no name in the store.",
          "Set spring.application.name or hauberk.shared.service, to the same for all instances.");
    }
    return SetupException.from("hauberk.shared.service", () -> new Namespace(service));
  }

  private Sharing(
      HauberkProperties.Shared shared, @Nullable SharedStore store, @Nullable Namespace namespace) {
    this.shared = shared;
    this.store = store;
    this.namespace = namespace;
  }

  /** How limits are shared, if they are. */
  Optional<SharedLimitOptions> limits() {
    return store == null || namespace == null || !shared.limits()
        ? Optional.empty()
        : Optional.of(
            SetupException.from(
                "hauberk.shared.instances",
                () -> new SharedLimitOptions(store, namespace, shared.instances())));
  }

  /** Has used proofs shared, if they are. */
  void replays(DpopOptions.Builder dpop) {
    if (store != null && namespace != null && shared.replays()) {
      dpop.replays(new SharedReplays(store, namespace, Clock.systemUTC()))
          .replayFailure(shared.replayFailure());
    }
  }
}
