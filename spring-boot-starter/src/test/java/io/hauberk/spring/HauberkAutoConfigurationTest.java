package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import io.hauberk.Hauberk;
import io.hauberk.event.RequestMeter;
import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvents;
import io.hauberk.limit.RateLimit;
import io.hauberk.request.Control;
import io.hauberk.request.Mode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.handler.MappedInterceptor;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HauberkAutoConfigurationTest {
  private static final AutoConfigurations OURS =
      AutoConfigurations.of(
          HauberkActuatorAutoConfiguration.class,
          HauberkAutoConfiguration.class,
          HauberkJettyAutoConfiguration.class,
          HauberkReactiveAutoConfiguration.class,
          HauberkSecurityAutoConfiguration.class,
          HauberkTomcatAutoConfiguration.class,
          HauberkWebMvcAutoConfiguration.class);

  @TempDir Path mount;
  private WebApplicationContextRunner service = new WebApplicationContextRunner();

  @BeforeEach
  void configure() throws IOException, JOSEException {
    service = service.withConfiguration(OURS).withPropertyValues(KeyFile.trust(KeyFile.in(mount)));
  }

  @Test
  void a_contract_and_three_lines_are_enough() {
    service.run(
        context -> {
          assertNull(context.getStartupFailure());
          assertEquals("Orders", context.getBean(Hauberk.class).contracts().get(0).title());
        });
  }

  @Test
  void the_filter_stands_before_all_that_could_read_a_body() {
    service.run(
        context -> {
          FilterRegistrationBean<?> filter =
              context.getBean("hauberkFilterRegistration", FilterRegistrationBean.class);
          assertTrue(filter.getOrder() > Ordered.HIGHEST_PRECEDENCE); // the character encoding
          assertTrue(filter.getOrder() < -10_000); // hidden methods, forms, Spring Security
          assertEquals(Set.of("/*"), Set.copyOf(filter.getUrlPatterns()));
          assertTrue(filter.isAsyncSupported());
          assertEquals(
              EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
              filter.determineDispatcherTypes());
        });
  }

  @Test
  void it_can_be_switched_off() {
    service
        .withPropertyValues("hauberk.enabled=false")
        .run(
            context -> {
              assertTrue(context.getBeansOfType(Hauberk.class).isEmpty());
              assertTrue(context.getBeansOfType(MappedInterceptor.class).isEmpty());
              assertTrue(context.getBeansOfType(SecurityFilterChain.class).isEmpty());
            });
  }

  @Test
  void an_application_without_a_web_is_left_alone() {
    new ApplicationContextRunner()
        .withConfiguration(OURS)
        .run(context -> assertTrue(context.getBeansOfType(Hauberk.class).isEmpty()));
  }

  @Test
  void a_reactive_application_does_not_start_as_it_would_not_be_protected() {
    ReactiveWebApplicationContextRunner reactive =
        new ReactiveWebApplicationContextRunner().withConfiguration(OURS);
    reactive.run(context -> assertInstanceOf(SetupException.class, context.getStartupFailure()));
    reactive
        .withPropertyValues("hauberk.enabled=false")
        .run(context -> assertNull(context.getStartupFailure()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.security",
        "org.springframework.boot.security",
        "org.springframework.boot.actuate",
        "org.springframework.boot.health",
        "io.micrometer",
        "org.springframework.web.servlet",
        "org.springframework.boot.webmvc",
        "org.apache.catalina",
        "org.eclipse.jetty"
      })
  void it_starts_without(String absent) {
    service
        .withClassLoader(new FilteredClassLoader(absent))
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              assertNotNull(context.getBean(Hauberk.class));
            });
  }

  @Test
  void it_starts_with_nothing_but_a_servlet_container() {
    service
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.security",
                "org.springframework.boot.security",
                "org.springframework.boot.actuate",
                "org.springframework.boot.health",
                "io.micrometer",
                "org.springframework.web.servlet",
                "org.springframework.boot.webmvc"))
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              assertNotNull(context.getBean("hauberkFilterRegistration"));
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Registry {
    @Bean
    MeterRegistry registry() {
      return new SimpleMeterRegistry();
    }
  }

  @Test
  void requests_are_counted_where_there_is_a_registry() {
    service
        .withUserConfiguration(Registry.class)
        .run(
            context -> {
              assertNotNull(context.getBean(RequestMeter.class));
              assertNotNull(
                  context
                      .getBean(MeterRegistry.class)
                      .find("hauberk.events.dropped")
                      .functionCounter());
            });
    service.run(context -> assertTrue(context.getBeansOfType(RequestMeter.class).isEmpty()));
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnBeans {
    static final SecurityEvents EVENTS = SecurityEvents.direct(event -> {}, Clock.systemUTC());

    @Bean
    SecurityEvents ownEvents() {
      return EVENTS;
    }

    @Bean
    FilterRegistrationBean<?> hauberkFilterRegistration() {
      FilterRegistrationBean<jakarta.servlet.Filter> own =
          new FilterRegistrationBean<>(
              (request, response, chain) -> chain.doFilter(request, response));
      own.setOrder(5);
      return own;
    }

    @Bean
    HauberkCustomizer stricter() {
      return builder -> builder.operationLimit("getOrder", RateLimit.perMinute(3));
    }
  }

  @Test
  void beans_of_the_application_take_the_place_of_ours() {
    service
        .withUserConfiguration(OwnBeans.class)
        .run(
            context -> {
              assertSame(OwnBeans.EVENTS, context.getBean(SecurityEvents.class));
              assertEquals(
                  5,
                  context
                      .getBean("hauberkFilterRegistration", FilterRegistrationBean.class)
                      .getOrder());
              assertEquals(
                  RateLimit.perMinute(3), limits(context.getBean(Hauberk.class)).get("getOrder"));
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnSink {
    @Bean
    RecordedEvents sink() {
      return new RecordedEvents();
    }
  }

  @Test
  void sinks_of_the_application_get_every_event() {
    RecordedEvents[] sink = new RecordedEvents[1];
    service
        .withUserConfiguration(OwnSink.class)
        .run(context -> sink[0] = context.getBean(RecordedEvents.class));
    // closing the context has emptied the queue
    assertTrue(sink[0].last(SecurityEvent.Kind.SERVICE_STARTED).isPresent());
    assertTrue(sink[0].last(SecurityEvent.Kind.SERVICE_STOPPED).isPresent());
  }

  @Test
  void every_property_reaches_its_place() {
    service
        .withPropertyValues(
            "hauberk.mode=report",
            "hauberk.controls.rate-limit=off",
            "hauberk.contract=classpath:openapi.yaml",
            "hauberk.schemes.bearer=main",
            "hauberk.issuers.main.algorithms=ES256,EdDSA",
            "hauberk.issuers.main.accept-untyped-tokens=true",
            "hauberk.issuers.main.clock-skew=10s",
            "hauberk.issuers.main.max-lifetime=1h",
            "hauberk.issuers.main.max-age=30m",
            "hauberk.issuers.main.scope-claim=scp",
            "hauberk.issuers.main.scope-list-claim=scp",
            "hauberk.issuers.main.max-token-size=4KB",
            "hauberk.issuers.main.lazy-keys=true",
            "hauberk.issuers.main.keys.refresh-every=10m",
            "hauberk.issuers.main.keys.unknown-key-cooldown=1m",
            "hauberk.issuers.main.keys.max-stale=2h",
            "hauberk.open-paths=/ping",
            "hauberk.hosts=orders.example",
            "hauberk.rate-limit.permits=7",
            "hauberk.rate-limit.period=1m",
            "hauberk.rate-limit.max-keys=1000",
            "hauberk.rate-limit.operations.createOrder.permits=2",
            "hauberk.rate-limit.operations.getOrder.period=1h",
            "hauberk.address-limit.permits=50",
            "hauberk.failed-authentication-limit.permits=5",
            "hauberk.proxies=10.0.0.0/8,2001:db8::/32",
            "hauberk.forwarded-header=forwarded",
            "hauberk.cors.origins=https://shop.example",
            "hauberk.cors.headers=Authorization",
            "hauberk.cors.exposed-headers=RateLimit",
            "hauberk.cors.credentials=true",
            "hauberk.cors.max-age=1h",
            "hauberk.body.max-bytes=64KB",
            "hauberk.body.max-stream-bytes=2MB",
            "hauberk.body.max-depth=10",
            "hauberk.body.max-values=500",
            "hauberk.body.read-only=accept",
            "hauberk.target.max-length=1000",
            "hauberk.secrets.poll-interval=30s")
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              HauberkProperties properties = context.getBean(HauberkProperties.class);
              assertEquals(Mode.REPORT, properties.mode());
              assertEquals(Map.of(Control.RATE_LIMIT, Mode.OFF), properties.controls());
              Map<String, RateLimit> limits = limits(context.getBean(Hauberk.class));
              assertEquals(RateLimit.perMinute(7), limits.get("listOrders"));
              assertEquals(RateLimit.perMinute(2), limits.get("createOrder"));
              assertEquals(RateLimit.of(7, Duration.ofHours(1)), limits.get("getOrder"));
              var issuer = context.getBean(TrustedIssuers.class).profiles().get(0);
              assertEquals(Duration.ofSeconds(10), issuer.clockSkew());
              assertEquals(Duration.ofHours(1), issuer.maxLifetime());
              assertEquals(Duration.ofMinutes(30), issuer.maxAge().orElseThrow());
              assertEquals("scp", issuer.scopeClaim());
              assertEquals("scp", issuer.scopeListClaim().orElseThrow());
              assertEquals(4096, issuer.maxTokenBytes());
              assertTrue(issuer.acceptsUntypedTokens());
              assertEquals(
                  1000,
                  context.getBean(Hauberk.class).contracts().get(0).targetLimits().maxLength());
            });
  }

  private static Map<String, RateLimit> limits(Hauberk hauberk) {
    return hauberk.operations().stream()
        .collect(Collectors.toMap(one -> one.operation().id(), one -> one.limits().get(0)));
  }

  @Test
  void requests_at_once_are_limited_where_that_is_asked_for() {
    service.run(context -> assertTrue(context.getBean(Hauberk.class).concurrency().isEmpty()));
    service
        .withPropertyValues(
            "hauberk.concurrency.max=40",
            "hauberk.concurrency.min=5",
            "hauberk.concurrency.high=main:checkout",
            "hauberk.concurrency.low=main")
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              assertEquals(40, context.getBean(Hauberk.class).concurrency().orElseThrow().limit());
            });
  }

  @Test
  void limits_have_windows_totals_and_costs() {
    service
        .withPropertyValues(
            "hauberk.rate-limit.windows=5000/1h",
            "hauberk.rate-limit.caller-windows=300/1s,9000/1h",
            "hauberk.rate-limit.headers=legacy",
            "hauberk.rate-limit.operations.createOrder.total-windows=50/1s",
            "hauberk.rate-limit.operations.createOrder.cost=5")
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              var operations = context.getBean(Hauberk.class).operations();
              var create =
                  operations.stream()
                      .filter(one -> one.operation().id().equals("createOrder"))
                      .findFirst()
                      .orElseThrow();
              assertEquals(
                  List.of(RateLimit.perSecond(100), RateLimit.of(5000, Duration.ofHours(1))),
                  create.limits());
              assertEquals(List.of(RateLimit.perSecond(50)), create.totalLimits());
              assertEquals(5, create.cost());
            });
  }

  @Test
  void a_window_that_is_written_otherwise_stops_the_start() {
    service
        .withPropertyValues("hauberk.rate-limit.caller-windows=300 per second")
        .run(
            context -> {
              Throwable failure = context.getStartupFailure();
              while (failure != null && failure.getCause() != null) {
                if (String.valueOf(failure.getMessage())
                    .startsWith("hauberk.rate-limit.caller-windows")) {
                  break;
                }
                failure = failure.getCause();
              }
              assertTrue(String.valueOf(failure).contains("permits/period"));
            });
  }

  @Test
  void several_contracts_have_base_paths_of_their_own() {
    service
        .withPropertyValues(
            "hauberk.contracts[0].location=classpath:openapi.yaml",
            "hauberk.contracts[0].base-path=/one",
            "hauberk.contracts[1].location=classpath:openapi.yaml",
            "hauberk.contracts[1].base-path=/two")
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              Set<String> templates =
                  context.getBean(Hauberk.class).operations().stream()
                      .map(one -> one.operation().template())
                      .collect(Collectors.toSet());
              assertTrue(templates.contains("/one/orders"));
              assertTrue(templates.contains("/two/orders"));
              assertFalse(templates.contains("/orders"));
            });
  }
}
