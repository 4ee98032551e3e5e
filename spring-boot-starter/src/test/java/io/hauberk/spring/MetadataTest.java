package io.hauberk.spring;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What an IDE shows of our properties. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MetadataTest {

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> properties() throws Exception {
    try (InputStream metadata =
        assertPresent(
            HauberkProperties.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json"))) {
      Map<String, Object> read =
          JsonMapper.shared().readValue(metadata, new TypeReference<Map<String, Object>>() {});
      return ((List<Map<String, Object>>) requireNonNull(read.get("properties")))
          .stream()
              .filter(property -> String.valueOf(property.get("name")).startsWith("hauberk."))
              .toList();
    }
  }

  private static InputStream assertPresent(@Nullable InputStream in) {
    assertNotNull(in, "the annotation processor has not run");
    return in;
  }

  @Test
  void every_property_is_described_on_its_own() throws Exception {
    for (Map<String, Object> property : properties()) {
      String description = String.valueOf(property.get("description"));
      assertTrue(
          property.get("description") != null
              && description.length() > 10
              && !description.contains("@param"),
          () -> property.get("name") + ": " + description);
    }
  }

  @Test
  void the_properties_of_the_first_ten_minutes_are_there() throws Exception {
    List<String> names =
        properties().stream().map(property -> String.valueOf(property.get("name"))).toList();
    assertTrue(
        names.containsAll(
            List.of(
                "hauberk.enabled",
                "hauberk.mode",
                "hauberk.controls",
                "hauberk.contract",
                "hauberk.issuers",
                "hauberk.open-paths",
                "hauberk.operator-scope",
                "hauberk.rate-limit.permits",
                "hauberk.secrets.poll-interval")),
        names::toString);
  }

  @Test
  void defaults_are_shown() throws Exception {
    Map<String, Object> mode =
        properties().stream()
            .filter(property -> "hauberk.mode".equals(property.get("name")))
            .findFirst()
            .orElseThrow();
    assertEquals("enforce", mode.get("defaultValue"));
  }
}
