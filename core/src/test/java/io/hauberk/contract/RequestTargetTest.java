package io.hauberk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hauberk.request.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestTargetTest {

  private static RequestTarget accepted(String target) {
    return assertInstanceOf(
        RequestTarget.class, RequestTarget.parse(target, TargetLimits.DEFAULT), target);
  }

  private static Reason refused(String target) {
    return refused(target, TargetLimits.DEFAULT);
  }

  private static Reason refused(String target, TargetLimits limits) {
    return assertInstanceOf(ParsedTarget.Refused.class, RequestTarget.parse(target, limits), target)
        .reason();
  }

  @Nested
  class Admits {

    @Test
    void a_path_with_a_query() {
      RequestTarget target = accepted("/orders/a%20b?x=1&y=%2F..%2f");

      assertEquals("/orders/a%20b", target.path());
      assertEquals(List.of("orders", "a%20b"), target.rawSegments());
      assertEquals(List.of("orders", "a b"), target.segments());
      assertEquals(Optional.of("x=1&y=%2F..%2f"), target.query());
      assertEquals(Optional.empty(), target.authority());
    }

    @Test
    void a_trailing_slash_as_a_segment_of_its_own() {
      assertEquals(List.of("a", ""), accepted("/a/").segments());
      assertEquals(List.of(""), accepted("/").segments());
    }

    @Test
    void an_empty_query_that_is_not_the_same_as_none() {
      assertEquals(Optional.of(""), accepted("/a?").query());
      assertEquals(Optional.empty(), accepted("/a").query());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://api.example.test/a",
          "HTTPS://api.example.test:8443/a",
          "http://[2001:db8::1]:80/a",
          "http://192.0.2.7/a"
        })
    void the_absolute_form_of_http(String target) { // RFC 9112, 3.2.2
      assertEquals("/a", accepted(target).path());
    }

    @Test
    void an_absolute_form_without_a_path_as_the_root() { // RFC 9110, 4.2.3
      RequestTarget target = accepted("http://api.example.test?x=1");

      assertEquals("/", target.path());
      assertEquals(Optional.of("api.example.test"), target.authority());
      assertEquals(Optional.of("x=1"), target.query());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/100%25", "/50%25off", "/%7Euser", "/a:b@c!$&'()*+,=", "/...", "/a..b", "/..a"})
    void what_looks_odd_and_has_one_reading(String target) {
      accepted(target);
    }

    @Test
    void raw_brackets_in_a_query_as_most_clients_send_them() {
      accepted("/a?filter[x]=1");
    }

    @Test
    void a_path_of_as_many_characters_and_segments_as_allowed() {
      TargetLimits limits = TargetLimits.DEFAULT.withMaxLength(6).withMaxSegments(3);

      assertInstanceOf(RequestTarget.class, RequestTarget.parse("/a/b/c", limits));
    }

    @Test
    void a_semicolon_where_the_contract_has_matrix_parameters() {
      assertInstanceOf(
          RequestTarget.class,
          RequestTarget.parse("/a/;v=1", TargetLimits.DEFAULT.withMatrixParameters(true)));
    }
  }

  @Nested
  class Denies {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "//a",
          "/a//b",
          "/a/./b",
          "/a/..",
          "/%2e%2e/a",
          "/.%2E/a",
          "/a;b",
          "/a%2Fb",
          "/a%5cb",
          "/a%00",
          "/a%1f",
          "/a%7F",
          "/a%C2%85",
          "/%61dmin",
          "/a%2Db",
          "/%2561",
          "/a%252F",
          "/a%EF%BC%8Fb",
          "/a%E2%88%95b",
          "/a?x=%00"
        })
    void what_two_decoders_could_read_differently(String target) {
      assertEquals(Reason.TARGET_AMBIGUOUS, refused(target));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "a",
          "?x=1",
          "/a\\b",
          "/a b",
          "/a\tb",
          "/a\u0000b",
          "/caf\u00c3\u00a9",
          "/a#b",
          "/a?b#c",
          "/a%",
          "/a%2",
          "/a%zz",
          "/a%u0041",
          "/a%C0%AE",
          "/a%80",
          "/a%ED%A0%80",
          "/a%F4%90%80%80",
          "/a?x=%zz",
          "/a?x=%C0%AF",
          "/a?x=\"",
          "/a?x=|",
          "/<a>",
          "/{a}",
          "/a^b"
        })
    void what_RFC_3986_or_UTF_8_does_not_allow(String target) {
      assertEquals(Reason.TARGET_MALFORMED, refused(target));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ftp://a/b",
          "file:///etc/passwd",
          "javascript:alert(1)",
          "http:/a",
          "http:///a",
          "http://user@a/b",
          "http://user:pw@a/b",
          "http://a%40b/",
          "http://a:99999/",
          "http://a:/",
          "http://[::1/a",
          "http://[]/a",
          "a.example:443"
        })
    void other_forms_and_authorities_that_are_none(String target) {
      assertEquals(Reason.TARGET_MALFORMED, refused(target));
    }

    @Test
    void a_semicolon_that_hides_dot_segments_even_where_matrix_parameters_are_allowed() {
      TargetLimits matrix = TargetLimits.DEFAULT.withMatrixParameters(true);

      assertEquals(Reason.TARGET_AMBIGUOUS, refused("/a/..;/b", matrix));
      assertEquals(Reason.TARGET_AMBIGUOUS, refused("/a/.;x=1/b", matrix));
    }

    @Test
    void more_characters_or_segments_than_allowed() {
      assertEquals(
          Reason.TARGET_TOO_LONG, refused("/a/b/c", TargetLimits.DEFAULT.withMaxLength(5)));
      assertEquals(
          Reason.TARGET_TOO_LONG, refused("/a/b/c", TargetLimits.DEFAULT.withMaxSegments(2)));
    }
  }

  @Test
  void its_text_form_does_not_hold_the_query() {
    assertEquals("RequestTarget[/a]", accepted("/a?token=secret").toString());
  }
}
