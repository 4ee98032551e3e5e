package io.hauberk.identity;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Callers that are known by an API key, and the mounted file that lists the hashes of their keys
 * ({@code docs/api-keys.md}). Where a key stands in a request is what the contract says.
 *
 * <p>Its texts in messages use the property names of {@code hauberk.api-keys.<name>}.
 */
public final class ApiKeyProfile implements TrustProfile {
  private final String name;
  private final Path file;

  /**
   * The callers of one list.
   *
   * @param name how configuration, events and {@link io.hauberk.request.Proof#profile()} call it:
   *     one to 64 of {@code a-z A-Z 0-9 - _ .}
   * @param file read when the {@link Authenticator} is built; its rotation is noticed
   * @throws IllegalArgumentException if the name is not of that form
   */
  public static ApiKeyProfile of(String name, Path file) {
    return new ApiKeyProfile(name, file);
  }

  private ApiKeyProfile(String name, Path file) {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "the name of a profile of API keys must be 1 to 64 of a-z A-Z 0-9 - _ . ; rename the"
              + " entry under hauberk.api-keys");
    }
    this.name = name;
    this.file = requireNonNull(file, "file");
  }

  @Override
  public String name() {
    return name;
  }

  /** Where the list is. */
  public Path file() {
    return file;
  }

  @Override
  public String toString() {
    return "ApiKeyProfile[" + name + "]";
  }
}
