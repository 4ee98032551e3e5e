package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.hauberk.spring.orders.OrdersApplication;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is seen of a service that cannot start, on a real server. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTest {

  @Test
  void the_reason_is_not_buried_below_warnings_of_threads(CapturedOutput output) throws Exception {
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.start(); // it answers with 404, and has been called when the start fails
    try {
      assertThrows(
          RuntimeException.class,
          () ->
              new SpringApplicationBuilder(OrdersApplication.class)
                  .run(
                      "--server.port=0",
                      "--hauberk.issuers.remote.issuer=https://remote.example",
                      "--hauberk.issuers.remote.audience=orders",
                      "--hauberk.issuers.remote.jwks-uri=http://127.0.0.1:"
                          + issuer.getAddress().getPort()
                          + "/jwks",
                      "--hauberk.certificates.mesh.trust-domain=prod.example",
                      "--hauberk.certificates.mesh.authorities=/run/absent.pem"));
    } finally {
      issuer.stop(0);
    }
    assertTrue(output.getAll().contains("is missing at /run/absent.pem"), output.getAll());
    assertFalse(output.getAll().contains("to have started a thread"), output.getAll());
  }
}
