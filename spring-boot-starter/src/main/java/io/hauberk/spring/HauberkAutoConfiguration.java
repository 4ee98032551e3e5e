package io.hauberk.spring;

import io.hauberk.CorsPolicy;
import io.hauberk.Hauberk;
import io.hauberk.HauberkBuilder;
import io.hauberk.ResponseOptions;
import io.hauberk.event.EventMeters;
import io.hauberk.event.RequestMeter;
import io.hauberk.event.SecurityEvents;
import io.hauberk.event.StandingMeters;
import io.hauberk.fetch.HttpFetcher;
import io.hauberk.identity.ApiKeyProfile;
import io.hauberk.identity.CertificateProfile;
import io.hauberk.identity.DpopOptions;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.limit.ClientAddress;
import io.hauberk.outbound.OutboundCredentials;
import io.hauberk.servlet.HauberkFilter;
import io.hauberk.servlet.Spooling;
import io.hauberk.store.SharedStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.unit.DataSize;

/**
 * Puts the front door in front of a servlet application, without a line of code.
 *
 * <p>Each bean gives way to one of the application's own.
 */
@AutoConfiguration(
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
    beforeName =
        "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration")
@ConditionalOnBooleanProperty(name = "hauberk.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
@EnableConfigurationProperties(HauberkProperties.class)
@Import({SecurityEventsConfiguration.class, Sharing.OfSpringData.class})
public final class HauberkAutoConfiguration {

  /**
   * Just after the filter that sets the character encoding ({@link Ordered#HIGHEST_PRECEDENCE}) and
   * the one that observes; before all that could read a body: the filters for hidden methods
   * (-10000) and form content (-9900), and Spring Security (-100).
   */
  public static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

  @Bean
  @ConditionalOnMissingBean
  HttpFetcher hauberkHttpFetcher() {
    return HttpFetcher.builder().build();
  }

  @Bean
  @ConditionalOnMissingBean
  TrustedIssuers hauberkTrustedIssuers(
      HauberkProperties properties, HttpFetcher fetcher, ObjectProvider<IssuerProfile> more) {
    TrustedIssuers configured = new IssuerProfiles(fetcher).of(properties);
    return configured.and(more.orderedStream().toList());
  }

  @Bean
  @ConditionalOnMissingBean
  TrustedCertificates hauberkTrustedCertificates(
      HauberkProperties properties, ObjectProvider<CertificateProfile> more) {
    return CertificateProfiles.of(properties).and(more.orderedStream().toList());
  }

  @Bean
  Contracts hauberkContracts(HauberkProperties properties, ResourceLoader resources) {
    return new Contracts(properties, resources);
  }

  @Bean
  LintAtStart hauberkLintAtStart(ApplicationContext context, Contracts contracts) {
    return new LintAtStart(context, contracts);
  }

  @Bean
  @ConditionalOnMissingBean
  Hauberk hauberk(
      HauberkProperties properties,
      Contracts contracts,
      TrustedIssuers issuers,
      ObjectProvider<ApiKeyProfile> keys,
      TrustedCertificates certificates,
      SecurityEvents events,
      ObjectProvider<RequestMeter> meter,
      ObjectProvider<Upkeep> upkeep,
      ObjectProvider<HauberkCustomizer> customizers,
      ObjectProvider<SharedStore> stores,
      Environment environment,
      ConfigurableListableBeanFactory beans) {
    HauberkBuilder builder = Hauberk.builder().mode(properties.mode()).events(events);
    properties.controls().forEach(builder::mode);
    contracts.read().forEach(builder::contract);
    issuers.profiles().forEach(builder::issuer);
    ApiKeyProfiles.of(properties).forEach(builder::apiKeys);
    keys.orderedStream().forEach(builder::apiKeys);
    certificates.profiles().forEach(builder::certificates);
    CertificateProfiles.forwarded(properties.clientCertificates())
        .ifPresent(builder::forwardedCertificates);
    Sharing sharing = Sharing.of(properties.shared(), stores, environment);
    HauberkProperties.Dpop dpop = properties.dpop();
    if (!dpop.origins().isEmpty()) {
      builder.dpop(SetupException.from("hauberk.dpop", () -> options(dpop, sharing)));
    }
    properties.schemes().forEach(builder::scheme);
    properties.openPaths().forEach(builder::openPath);
    SetupException.from("hauberk.hosts", () -> builder.hosts(properties.hosts()));
    SetupException.from(
        "hauberk.secrets.poll-interval",
        () -> builder.secretPollInterval(properties.secrets().pollInterval()));
    if (!properties.outbound().isEmpty() || properties.secrets().any()) {
      upkeep.ifAvailable(shared -> builder.secrets(shared.secrets()).timers(shared.timers()));
    }
    RateLimitSettings.apply(properties, builder);
    sharing.limits().ifPresent(builder::sharedLimits);
    builder.clientAddress(
        SetupException.from(
            "hauberk.proxies",
            () -> ClientAddress.behind(properties.proxies(), properties.forwardedHeader())));
    HauberkProperties.Cors cors = properties.cors();
    if (cors != null) {
      builder.cors(SetupException.from("hauberk.cors", () -> policy(cors)));
    }
    builder.responses(
        SetupException.from("hauberk.response", () -> options(properties.response())));
    meter.ifAvailable(builder::meter);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return OwnThreads.begun(beans.getBeanClassLoader(), builder::build);
  }

  @Bean
  @ConditionalOnMissingBean(name = "hauberkFilterRegistration")
  FilterRegistrationBean<HauberkFilter> hauberkFilterRegistration(
      Hauberk hauberk, HauberkProperties properties) {
    Spooling spooling =
        SetupException.from("hauberk.multipart", () -> spooling(properties.multipart()));
    FilterRegistrationBean<HauberkFilter> registration =
        new FilterRegistrationBean<>(new HauberkFilter(hauberk, spooling));
    registration.setName("hauberk");
    registration.setOrder(FILTER_ORDER);
    registration.addUrlPatterns("/*");
    registration.setAsyncSupported(true);
    registration.setDispatcherTypes(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
    return registration;
  }

  private static Spooling spooling(HauberkProperties.Multipart multipart) {
    Spooling spooling = Spooling.DEFAULT;
    DataSize threshold = multipart.memoryThreshold();
    if (threshold != null) {
      spooling =
          spooling.withMemoryThreshold((int) Math.min(threshold.toBytes(), Integer.MAX_VALUE));
    }
    Path directory = multipart.directory();
    return directory == null ? spooling : spooling.withDirectory(directory);
  }

  private static DpopOptions options(HauberkProperties.Dpop own, Sharing sharing) {
    DpopOptions.Builder dpop = DpopOptions.builder();
    own.origins().forEach(dpop::origin);
    if (own.window() != null) {
      dpop.window(own.window());
    }
    if (own.nonce()) {
      dpop.demandNonce();
    }
    Path nonceKey = own.nonceKey();
    if (nonceKey != null) {
      dpop.nonceKey(nonceKey);
    }
    Integer maxProofs = own.maxProofs();
    if (maxProofs != null) {
      dpop.maxProofs(maxProofs);
    }
    sharing.replays(dpop);
    return dpop.build();
  }

  private static ResponseOptions options(HauberkProperties.Response own) {
    ResponseOptions otherwise = ResponseOptions.DEFAULT;
    return new ResponseOptions(
        own.maxBytes() == null
            ? otherwise.maxBytes()
            : (int) Math.min(own.maxBytes().toBytes(), Integer.MAX_VALUE),
        own.sampleRate() == null ? otherwise.sampleRate() : own.sampleRate(),
        own.headers(),
        own.strictTransportSecurity() == null
            ? otherwise.transportSecurity()
            : own.strictTransportSecurity(),
        own.internalHosts());
  }

  private static CorsPolicy policy(HauberkProperties.Cors cors) {
    return new CorsPolicy(
        cors.origins(), cors.headers(), cors.exposedHeaders(), cors.credentials(), cors.maxAge());
  }

  /** Meters, where the application has a registry. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class Meters {

    @Bean
    @ConditionalOnBean(MeterRegistry.class)
    @ConditionalOnMissingBean
    RequestMeter hauberkRequestMeter(MeterRegistry registry, SecurityEvents events) {
      return new EventMeters(registry, events);
    }

    @Bean
    MeterBinder hauberkStandingMeters(
        ObjectProvider<Hauberk> hauberk, ObjectProvider<OutboundCredentials> credentials) {
      return registry -> {
        StandingMeters meters = new StandingMeters(registry, Clock.systemUTC());
        hauberk.ifAvailable(
            door -> {
              Standings.keys(door, meters);
              Standings.concurrency(door, meters);
              Standings.sharedLimits(door, meters);
            });
        credentials.ifAvailable(all -> Standings.credentials(all, meters));
      };
    }
  }
}
