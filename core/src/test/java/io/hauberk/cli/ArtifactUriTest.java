package io.hauberk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArtifactUriTest {

  @ParameterizedTest
  @CsvSource({
    "openapi.yaml,openapi.yaml",
    "api/my order.yaml,api/my%20order.yaml",
    "../api/v1.yaml,../api/v1.yaml",
    "/srv/100%/ü#1?.yaml,file:///srv/100%25/%C3%BC%231%3F.yaml",
    "a\\b.yaml,a%5Cb.yaml",
    "v1:orders.yaml,./v1:orders.yaml",
    "api/v1:orders.yaml,api/v1:orders.yaml",
    "-,-",
    "a[1].yaml,a%5B1%5D.yaml"
  })
  void a_path_is_a_relative_reference_or_a_file_URI(String document, String uri) {
    assertEquals(uri, ArtifactUri.of(document, '/'));
    assertEquals(uri, URI.create(uri).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "api\\my order.yaml,api/my%20order.yaml",
    "C:\\api\\my order.yaml,file:///C:/api/my%20order.yaml",
    "c:/api/parts/order.yaml,file:///c:/api/parts/order.yaml",
    "\\\\server\\share\\order.yaml,file://server/share/order.yaml",
    "C:order.yaml,./C:order.yaml"
  })
  void a_path_of_Windows_has_its_drive_and_its_host_where_RFC_8089_wants_them(
      String document, String uri) {
    assertEquals(uri, ArtifactUri.of(document, '\\'));
    assertEquals(uri, URI.create(uri).toString());
  }

  @Test
  void a_document_with_a_URI_of_its_own_keeps_it() {
    assertEquals(
        "https://example.com/a%20b?v=1", ArtifactUri.of("https://example.com/a%20b?v=1", '/'));
    assertEquals("https://example.com/%C3%BC", ArtifactUri.of("https://example.com/ü", '\\'));
  }
}
