package io.hauberk.spring;

import io.hauberk.identity.ApiKeyProfile;
import io.hauberk.spring.HauberkProperties.ApiKeys;
import java.util.List;
import java.util.TreeMap;

/** Turns {@code hauberk.api-keys} into profiles. */
final class ApiKeyProfiles {

  /** The profiles that the properties describe, by name. */
  static List<ApiKeyProfile> of(HauberkProperties properties) {
    return new TreeMap<>(properties.apiKeys())
        .entrySet().stream().map(entry -> profile(entry.getKey(), entry.getValue())).toList();
  }

  private static ApiKeyProfile profile(String name, ApiKeys keys) {
    String property = HauberkProperties.PREFIX + ".api-keys." + name;
    return SetupException.from(property, () -> ApiKeyProfile.of(name, keys.file()));
  }

  private ApiKeyProfiles() {}
}
