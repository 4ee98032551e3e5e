package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RouterTest {
  private final Router<String> router = new Router<>();

  RouterTest() {
    for (String template :
        List.of(
            "/",
            "/orders",
            "/orders/{id}",
            "/orders/mine",
            "/orders/{id}/lines",
            "/orders/{id}/lines/{line}",
            "/{shop}/mine/first",
            "/files/{name}.json",
            "/files/{name}",
            "/files/{name}.min.json",
            "/range/{from}-{to}",
            "/things/{id}:publish",
            "/things/{id}",
            "/a b",
            "/slash/",
            "/v1.0/a+b")) {
      router.add("", PathTemplate.parse(template), Set.of(), template);
    }
    router.add("", PathTemplate.parse("/colors/{c}"), Set.of("c"), "/colors/{c}");
  }

  private static RequestTarget target(String raw) {
    return assertInstanceOf(
        RequestTarget.class,
        RequestTarget.parse(raw, TargetLimits.DEFAULT.withMatrixParameters(true)));
  }

  private String find(String raw) {
    Router.Match<String> match = router.find(target(raw));
    return match == null ? "nothing" : match.value() + match.texts();
  }

  @Nested
  class Admits {

    @ParameterizedTest
    @CsvSource({
      "/, /[]",
      "/orders, /orders[]",
      "/orders/7, /orders/{id}[7]",
      "/orders/mine, /orders/mine[]",
      "/orders/Mine, /orders/{id}[Mine]",
      "/orders/7/lines/8, '/orders/{id}/lines/{line}[7, 8]'",
      "/v1.0/a+b, /v1.0/a+b[]",
      "/slash/, /slash/[]",
      "/orders/caf%C3%A9, /orders/{id}[caf%C3%A9]"
    })
    void a_literal_before_a_variable_and_gives_raw_texts(String path, String expected) {
      assertEquals(expected, find(path));
    }

    @Test
    void what_a_literal_led_astray_by_going_back_to_the_variable() {
      assertEquals("/orders/{id}/lines[mine]", find("/orders/mine/lines"));
      assertEquals("/{shop}/mine/first[orders]", find("/orders/mine/first"));
    }

    @ParameterizedTest
    @CsvSource({
      "/files/a.json, /files/{name}.json[a]",
      "/files/a.min.json, /files/{name}.min.json[a]",
      "/files/a.xml, /files/{name}[a.xml]",
      "/files/.json, /files/{name}[.json]",
      "/range/1-2, '/range/{from}-{to}[1, 2]'",
      "/range/1-2-3, '/range/{from}-{to}[1, 2-3]'",
      "/things/7:publish, /things/{id}:publish[7]"
    })
    void text_and_variables_in_one_segment_the_most_text_first(String path, String expected) {
      assertEquals(expected, find(path));
    }

    @Test
    void a_literal_in_any_spelling() {
      assertEquals("/a b[]", find("/a%20b"));
    }

    @Test
    void a_semicolon_where_a_matrix_parameter_stands() {
      assertEquals("/colors/{c}[;c=red]", find("/colors/;c=red"));
    }
  }

  @Nested
  class Denies {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/Orders",
          "/orders/",
          "/orders/7/",
          "/orders/7/lines/",
          "/slash",
          "/orders/mine/lines/1/2",
          "/v1x0/a",
          "/range/1",
          "/range/-2",
          "/range/1-",
          "*"
        })
    void other_case_other_slashes_and_empty_variables(String path) {
      assertEquals("nothing", find(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders;v=1", "/orders/7;v=1", "/;x/orders"})
    void a_semicolon_where_no_matrix_parameter_stands(String path) {
      assertEquals("nothing", find(path));
    }

    @Test
    void a_mixed_segment_that_matches_only_once_it_is_decoded() {
      // A framework that decodes first would publish; one that does not would read.
      assertEquals("nothing", find("/things/7%3Apublish"));
    }

    @Test
    void a_second_template_with_the_same_skeleton() {
      assertEquals(
          "/orders/{id}",
          router.add("", PathTemplate.parse("/orders/{number}"), Set.of(), "another"));
    }
  }

  @Nested
  class Methods {
    private final Contract contract =
        Contracts.of(
            """
            paths:
              /a:
                get: {operationId: get, responses: {"200": {description: ok}}}
                post: {operationId: post, responses: {"200": {description: ok}}}
              /b:
                head: {operationId: head, responses: {"200": {description: ok}}}
                get: {operationId: other, responses: {"200": {description: ok}}}
                options: {operationId: options, responses: {"200": {description: ok}}}
              /c:
                put: {operationId: put, responses: {"200": {description: ok}}}
              /c/{x}:
                parameters: [{name: x, in: path, required: true, schema: {type: string}}]
                delete: {operationId: delete, responses: {"200": {description: ok}}}
              /c/fixed:
                get: {operationId: fixed, responses: {"200": {description: ok}}}
              /empty: {}
            """);

    private String id(String method, String path) {
      return Contracts.found(contract, method, path).operation().operation().id();
    }

    @Test
    void HEAD_falls_to_GET_unless_it_is_declared() { // RFC 9110, 9.3.2
      assertEquals("get", id("HEAD", "/a"));
      assertEquals("head", id("HEAD", "/b"));
    }

    @Test
    void OPTIONS_is_answered_with_what_can_be_called_unless_it_is_declared() {
      assertEquals(
          new Route.Options(new TreeSet<>(Set.of("GET", "HEAD", "OPTIONS", "POST"))),
          Contracts.route(contract, "OPTIONS", "/a"));
      assertEquals("options", id("OPTIONS", "/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "get", "put", "TRACE", "X"})
    void methods_are_case_sensitive_and_declared_or_not_allowed(String method) {
      assertEquals(
          new Route.MethodNotAllowed(new TreeSet<>(Set.of("OPTIONS", "PUT"))),
          Contracts.route(contract, method, "/c"));
    }

    @Test
    void a_literal_path_does_not_borrow_methods_from_a_template() {
      assertInstanceOf(
          Route.MethodNotAllowed.class, Contracts.route(contract, "DELETE", "/c/fixed"));
      assertEquals("delete", id("DELETE", "/c/other"));
    }

    @Test
    void a_path_without_operations_does_not_exist() {
      assertInstanceOf(Route.NotFound.class, Contracts.route(contract, "GET", "/empty"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1_000, 10_000})
  void looks_at_as_many_nodes_whatever_the_number_of_operations(int count) {
    Router<String> router = new Router<>();
    for (int i = 0; i < count; i++) {
      router.add("/v1", PathTemplate.parse("/r" + i + "/{id}"), Set.of(), "template " + i);
      router.add("/v1", PathTemplate.parse("/r" + i + "/mine"), Set.of(), "literal " + i);
      router.add("/v1", PathTemplate.parse("/r" + i + "/{id}/parts/{part}"), Set.of(), "deep " + i);
    }
    int last = count - 1;

    for (Map.Entry<String, Integer> expected :
        Map.of(
                "/v1/r" + last + "/mine", 4, // the root and one node for each segment
                "/v1/r" + last + "/7", 4,
                "/v1/r" + last + "/7/parts/8", 6,
                "/v1/r" + last + "/mine/parts/8", 7, // the literal is tried, and left again
                "/v1/r" + count + "/7", 2)
            .entrySet()) {
      RequestTarget target =
          (RequestTarget) RequestTarget.parse(expected.getKey(), TargetLimits.DEFAULT);
      assertEquals(expected.getValue(), router.visits(target), expected.getKey());
    }
  }
}
