package io.hauberk.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hauberk.contract.Contract;
import io.hauberk.contract.ContractOptions;
import io.hauberk.request.Reason;
import io.hauberk.servlet.TestServer.Container;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The parameters of a servlet come from query and body alike; what the contract declares in one
 * cannot be given or added to by the other.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BodyBesideQueryTest {
  private static final Contract CONTRACT =
      AnsweringService.read(
          """
          openapi: 3.1.0
          info: {title: both, version: '1'}
          paths:
            /declared:
              post:
                security: []
                parameters:
                  - {name: role, in: query, schema: {enum: [reader]}}
                  - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {of: {enum: [mine]}}}}
                  - {name: page, in: query, schema: {type: object, properties: {size: {type: integer, maximum: 9}}}}
                requestBody: {$ref: '#/components/requestBodies/Form'}
                responses: {'200': {description: ok, content: {text/plain: {}}}}
            /free:
              post:
                security: []
                parameters:
                  - {name: any, in: query, schema: {type: object, additionalProperties: {type: integer}}}
                requestBody: {$ref: '#/components/requestBodies/Form'}
                responses: {'200': {description: ok, content: {text/plain: {}}}}
          components:
            requestBodies:
              Form:
                content:
                  application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Form'}}
                  multipart/form-data: {schema: {$ref: '#/components/schemas/Form'}}
            schemas:
              Form: {type: object, properties: {title: {type: string}, role: {type: string}}}
          """,
          ContractOptions.DEFAULT);

  private static AnsweringService service(Container container) throws Exception {
    return new AnsweringService(
        container, CONTRACT, Spooling.DEFAULT, builder -> builder, BodyBesideQueryTest::tell);
  }

  private static void tell(HttpServletRequest in, HttpServletResponse out) throws IOException {
    Map<String, String> all = new TreeMap<>();
    in.getParameterMap().forEach((name, values) -> all.put(name, String.join(",", values)));
    out.setContentType("text/plain");
    out.getWriter().write(all + " role=" + in.getParameter("role"));
  }

  private static String parts(String... pairs) {
    StringBuilder body = new StringBuilder();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      body.append("--xyz\r\nContent-Disposition: form-data; name=\"")
          .append(pair, 0, equals)
          .append("\"\r\n\r\n")
          .append(pair, equals + 1, pair.length())
          .append("\r\n");
    }
    return body + "--xyz--\r\n";
  }

  /** What the service sees, which must be the same for both kinds of form. */
  private static String seen(AnsweringService service, String target, String... pairs)
      throws IOException {
    RawHttp.Response encoded =
        service.post(
            target,
            String.join("&", pairs).getBytes(UTF_8),
            "Content-Type: application/x-www-form-urlencoded");
    RawHttp.Response inParts =
        service.post(
            target,
            parts(pairs).getBytes(UTF_8),
            "Content-Type: multipart/form-data; boundary=xyz");
    assertEquals(200, encoded.status(), encoded.body());
    assertEquals(encoded.body(), inParts.body());
    return encoded.body();
  }

  @ParameterizedTest
  @EnumSource
  void a_field_is_no_query_parameter_nor_a_second_value_of_one(Container container)
      throws Exception {
    try (AnsweringService service = service(container)) {
      assertEquals(
          "{role=reader, title=a} role=reader",
          seen(service, "/declared?role=reader", "title=a", "role=admin"));
      assertEquals("{title=a} role=null", seen(service, "/declared", "role=admin", "title=a"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_field_is_no_property_of_a_query_parameter(Container container) throws Exception {
    try (AnsweringService service = service(container)) {
      assertEquals(
          "{filter[of]=mine, size=3, title=a} role=null",
          seen(
              service,
              "/declared?filter%5Bof%5D=mine&size=3",
              "title=a",
              "filter[of]=all",
              "filter[and]=all",
              "filter=all",
              "size=900"));
      assertEquals(
          "{filters[of]=all, title=a} role=null",
          seen(service, "/declared", "title=a", "filters[of]=all"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_query_parameter_that_takes_any_name_leaves_the_body_its_declared_fields(
      Container container) throws Exception {
    try (AnsweringService service = service(container)) {
      assertEquals(
          "{depth=1, role=admin, title=a} role=admin",
          seen(service, "/free?depth=1", "title=a", "role=admin", "depth=2", "width=x"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_pair_of_the_query_is_no_field(Container container) throws Exception {
    try (AnsweringService service = service(container)) {
      assertEquals(
          400,
          service
              .post(
                  "/declared?title=b",
                  "title=a".getBytes(UTF_8),
                  "Content-Type: application/x-www-form-urlencoded")
              .status());
      assertEquals(List.of(Reason.PARAMETER_UNDECLARED), service.takeReasons());
    }
  }
}
