package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.spring.orders.OrdersApplication;
import io.hauberk.spring.test.LocalIssuer;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** An application with a security filter chain of its own keeps it, and finds the caller in it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(OwnSecurityChainTest.Chain.class)
class OwnSecurityChainTest {

  @TestConfiguration(proxyBeanMethods = false)
  static class Chain {
    @Bean
    SecurityFilterChain own(HttpSecurity http) {
      return http.csrf(AbstractHttpConfigurer::disable)
          .authorizeHttpRequests(
              requests ->
                  requests
                      .requestMatchers(HttpMethod.POST, "/orders")
                      .hasAuthority("SCOPE_orders:write")
                      .anyRequest()
                      .authenticated())
          .build();
    }
  }

  @Test
  void it_is_the_only_one(@Autowired ApplicationContext context) {
    Map<String, SecurityFilterChain> chains = context.getBeansOfType(SecurityFilterChain.class);
    assertEquals("[own]", chains.keySet().toString());
  }

  @Test
  void it_sees_the_caller(@LocalServerPort int port, @Autowired LocalIssuer issuer)
      throws Exception {
    Client client = new Client(port);
    String writer = issuer.token().scopes("orders:write").bearer();
    assertEquals(
        201, client.post("/orders", "{\"sku\":\"A\"}", "Authorization", writer).statusCode());
    // open in the contract, closed in the application's chain
    assertEquals(403, client.get("/catalogue").statusCode());
    assertEquals(
        200,
        client
            .get("/orders", "Authorization", issuer.token().scopes("orders:read").bearer())
            .statusCode());
  }
}
