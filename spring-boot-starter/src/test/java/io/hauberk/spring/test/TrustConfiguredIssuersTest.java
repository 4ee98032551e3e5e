package io.hauberk.spring.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.KeySource;
import io.hauberk.spring.TrustedIssuers;
import io.hauberk.spring.orders.OrdersApplication;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@DisplayNameGeneration(ReplaceUnderscores.class)
@SpringBootTest(classes = OrdersApplication.class)
@TrustConfiguredIssuers
@Import(TrustConfiguredIssuersTest.Own.class)
class TrustConfiguredIssuersTest {

  @TestConfiguration(proxyBeanMethods = false)
  static class Own {
    @Bean
    TrustedIssuers own() throws Exception {
      String keys =
          new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("own").generate().toPublicJWK())
              .toString();
      return new TrustedIssuers(
          List.of(
              IssuerProfile.builder("own")
                  .issuer("https://own.example")
                  .audience("orders")
                  .keys(KeySource.jwks(keys.getBytes(StandardCharsets.UTF_8)))
                  .build()));
    }
  }

  @Test
  void a_test_can_keep_its_own_issuers(@Autowired ApplicationContext context) {
    assertTrue(context.getBeansOfType(LocalIssuer.class).isEmpty());
    assertEquals("own", context.getBean(TrustedIssuers.class).profiles().get(0).name());
  }
}
