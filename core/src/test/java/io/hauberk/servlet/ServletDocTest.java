package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.Hauberk;
import io.hauberk.TestIssuer;
import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.contract.ContractSource;
import io.hauberk.identity.IssuerProfile;
import io.hauberk.identity.KeySource;
import io.hauberk.request.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what {@code docs/servlet.md} shows, and keeps the page in step with it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServletDocTest {
  private static final Path ROOT = Path.of(System.getProperty("hauberk.root", "."));
  private static final Path PAGE = ROOT.resolve("docs/servlet.md");
  private static final Path SOURCE =
      ROOT.resolve("core/src/test/java/io/hauberk/servlet/ServletDocTest.java");

  @TempDir Path mount;

  private static Hauberk adopt(ServletContext servletContext, Path openapi, Path jwks)
      throws IOException {
    // page: begin
    Contract contract = Contract.read(ContractSource.file(openapi), ContractOptions.DEFAULT);
    IssuerProfile issuer =
        IssuerProfile.builder("main")
            .issuer("https://issuer.example")
            .audience("orders")
            .keys(KeySource.jwksFile(jwks))
            .build();
    Hauberk hauberk = Hauberk.builder().contract(contract).issuer(issuer).build();

    FilterRegistration.Dynamic filter =
        servletContext.addFilter("hauberk", new HauberkFilter(hauberk));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
        false,
        "/*");
    // page: end
    return hauberk;
  }

  @Test
  void the_page_shows_what_is_run_here() throws IOException {
    assertEquals(
        between(Files.readString(SOURCE), "    // page: begin\n", "\n    // page: end\n")
            .stripIndent(),
        between(Files.readString(PAGE), "```java\n", "\n```\n"));
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  @Test
  void a_container_so_set_up_admits_who_may_call_and_refuses_others() throws Exception {
    TestIssuer issuer = new TestIssuer("k1", Clock.systemUTC());
    Path jwks = Files.write(mount.resolve("jwks.json"), issuer.jwks());
    Path openapi = Files.writeString(mount.resolve("openapi.yaml"), TestService.CONTRACT);
    Hauberk[] opened = new Hauberk[1];
    Tomcat tomcat = tomcat();
    try {
      Context context = tomcat.addContext("", mount.toString());
      Tomcat.addServlet(context, "service", new WhoCalls()).setAsyncSupported(true);
      context.addServletMappingDecoded("/*", "service");
      context.addServletContainerInitializer(
          (classes, servletContext) -> {
            try {
              opened[0] = adopt(servletContext, openapi, jwks);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          },
          null);
      tomcat.start();
      int port = tomcat.getConnector().getLocalPort();
      String token =
          issuer.token(claims -> claims.audience("orders").claim("scope", "admin other"));
      var admitted = RawHttp.get(port, "/admin", "Authorization: Bearer " + token);
      assertEquals(200, admitted.status());
      assertEquals("c1 c1 admin", admitted.body());
      assertEquals(401, RawHttp.get(port, "/admin").status());
      assertEquals(
          404, RawHttp.get(port, "/undeclared", "Authorization: Bearer " + token).status());
    } finally {
      tomcat.stop();
      tomcat.destroy();
      if (opened[0] != null) {
        opened[0].close();
      }
    }
  }

  private Tomcat tomcat() {
    TestServer.QUIET.setLevel(Level.OFF);
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(mount.toString());
    tomcat.setSilent(true);
    tomcat.setConnector(connector);
    return tomcat;
  }

  /** Says in each way that the page names who calls. */
  private static final class WhoCalls extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
      Caller principal = (Caller) in.getUserPrincipal();
      Caller attribute = (Caller) in.getAttribute("io.hauberk.caller");
      out.setContentType("text/plain");
      out.getWriter()
          .write(
              principal.getName()
                  + " "
                  + attribute.getName()
                  + (in.isUserInRole("admin") ? " admin" : ""));
    }
  }
}
