package io.hauberk.spring;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.event.SecurityEvent;
import io.hauberk.event.SecurityEvent.Kind;
import io.hauberk.request.Control;
import io.hauberk.request.Reason;
import io.hauberk.spring.orders.OrdersApplication;
import io.hauberk.spring.test.LocalIssuer;
import io.hauberk.spring.test.WithCaller;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureTestRestTemplate;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Uploads to a real port that no client sends by mistake, and one by Spring's own client. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureTestRestTemplate
@Import(RecordingConfiguration.class)
class HostileUploadTest {
  private static final String TYPE = "multipart/form-data; boundary=xyz";
  private static final String TITLE = part("name=\"title\"", "", "t");
  private static final String META =
      part("name=\"meta\"", "Content-Type: application/json\r\n", "{\"width\":1}");
  private static final String FILE =
      part("name=\"file\"; filename=\"a.png\"", "Content-Type: image/png\r\n", "xyz");

  private final Client client;
  private final LocalIssuer issuer;
  private final RecordedEvents events;

  HostileUploadTest(
      @LocalServerPort int port, @Autowired LocalIssuer issuer, @Autowired RecordedEvents events) {
    this.client = new Client(port);
    this.issuer = issuer;
    this.events = events;
  }

  private static String part(String disposition, String fields, String content) {
    return "--xyz\r\nContent-Disposition: form-data; "
        + disposition
        + "\r\n"
        + fields
        + "\r\n"
        + content
        + "\r\n";
  }

  private HttpResponse<String> send(String type, String parts) throws Exception {
    String writer = issuer.token().subject("bob").scopes("orders:write").bearer();
    return client.send("POST", "/photos", type, parts + "--xyz--\r\n", "Authorization", writer);
  }

  /** 400 with problem details, and one event that says why. */
  private void refused(Reason reason, String type, String parts) throws Exception {
    long before = count();
    HttpResponse<String> response = send(type, parts);
    SecurityEvent event = events.last(Kind.REQUEST_REFUSED).orElseThrow();
    assertAll(
        () -> assertEquals(400, response.statusCode(), response.body()),
        () ->
            assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse("")),
        () -> assertTrue(!response.body().contains("evil"), response.body()),
        () -> assertEquals(before + 1, count()),
        () -> assertEquals(reason, event.reason().orElseThrow()),
        () -> assertEquals(Control.VALIDATION, event.control().orElseThrow()),
        () -> assertEquals("addPhoto", event.operation().orElseThrow().id()),
        () -> assertTrue(event.callerId().orElse("").endsWith("bob"), event.callerId().toString()));
  }

  private long count() {
    return events.events().stream().filter(it -> it.kind() == Kind.REQUEST_REFUSED).count();
  }

  @Test
  void the_honest_twin_is_taken() throws Exception {
    assertEquals(200, send(TYPE, TITLE + META + FILE).statusCode());
  }

  @Test
  void an_undeclared_part() throws Exception {
    refused(
        Reason.BODY_INVALID, TYPE, TITLE + META + FILE + part("name=\"evil\"", "", "admin=true"));
    refused(
        Reason.BODY_INVALID,
        TYPE,
        TITLE + META + FILE + part("name=\"evil\"; filename=\"evil.jsp\"", "", "<% %>"));
  }

  @Test
  void a_part_twice() throws Exception {
    refused(Reason.BODY_INVALID, TYPE, TITLE + META + FILE + TITLE);
  }

  @Test
  void too_many_parts() throws Exception {
    refused(Reason.BODY_TOO_COMPLEX, TYPE, TITLE + META + FILE + TITLE.repeat(126));
  }

  @Test
  void a_boundary_that_is_not_that_of_the_body() throws Exception {
    refused(Reason.BODY_MALFORMED, "multipart/form-data; boundary=other", TITLE + META + FILE);
    refused(Reason.BODY_MALFORMED, "multipart/form-data; boundary=xyzz", TITLE + META + FILE);
    refused(Reason.BODY_MALFORMED, "multipart/form-data; boundary=xy", TITLE + META + FILE);
  }

  @Test
  void a_boundary_that_is_none() throws Exception {
    for (String boundary :
        new String[] {
          "; boundary=\"\"",
          "; boundary=\"x\\yz\"",
          "; boundary=x%yz",
          "; boundary=xyz; boundary=abc",
          "; boundary=xyz; x=y",
          "; boundary=" + "x".repeat(71)
        }) {
      refused(Reason.HEADER_MALFORMED, "multipart/form-data" + boundary, TITLE + META + FILE);
    }
  }

  @Test
  void no_boundary() throws Exception {
    refused(Reason.HEADER_MALFORMED, "multipart/form-data", TITLE + META + FILE);
  }

  @Test
  void a_file_name_that_is_a_path() throws Exception {
    refused(Reason.BODY_MALFORMED, TYPE, TITLE + META + FILE.replace("a.png", "../../evil.png"));
  }

  @Test
  @WithCaller(name = "bob", scopes = "orders:write")
  void what_Springs_own_client_sends_is_taken(@Autowired TestRestTemplate rest) {
    HttpHeaders json = new HttpHeaders();
    json.setContentType(MediaType.APPLICATION_JSON);
    HttpHeaders png = new HttpHeaders();
    png.setContentType(MediaType.IMAGE_PNG);
    ByteArrayResource photo =
        new ByteArrayResource("xyz".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public String getFilename() {
            return "a.png";
          }
        };
    MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
    form.add("title", "t");
    form.add("meta", new HttpEntity<>(Map.of("width", 1), json));
    form.add("file", new HttpEntity<>(photo, png));
    Map<?, ?> seen = rest.postForObject("/photos", form, Map.class);
    assertNotNull(seen);
    assertEquals("a.png", seen.get("name"));
    assertEquals("t", seen.get("title"));
  }
}
