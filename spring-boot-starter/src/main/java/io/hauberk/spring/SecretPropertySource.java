package io.hauberk.spring;

import io.hauberk.event.SecurityEvents;
import io.hauberk.secret.SecretHandle;
import io.hauberk.secret.SecretPoller;
import io.hauberk.secret.SecretRefusedException;
import io.hauberk.spring.HauberkProperties.TextSecret;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertySource;

/**
 * Mounted texts as properties {@code hauberk.secret.NAME}. It does not say which it has, so nothing
 * that lists properties finds one.
 *
 * <p>Until the application's beans are there, each is read when it is first asked for; from then on
 * it is what is in force.
 */
final class SecretPropertySource extends PropertySource<Map<String, TextSecret>> {
  static final String NAME = "hauberkSecrets";
  private static final String PREFIX = HauberkProperties.PREFIX + ".secret.";

  /** Looks at nothing again; those whom rotation is told to are not there yet. */
  private final SecretPoller start =
      new SecretPoller(SecurityEvents.direct(event -> {}, Clock.systemUTC()));

  private final Map<String, SecretHandle<String>> read = new ConcurrentHashMap<>();
  private volatile @Nullable Function<String, @Nullable String> fresh;

  SecretPropertySource(Map<String, TextSecret> texts) {
    super(NAME, Map.copyOf(texts));
  }

  /** From now on, values are those that are in force. */
  void follow(MountedSecrets secrets) {
    fresh = name -> secrets.findText(name).orElse(null);
    read.clear();
  }

  @Override
  public @Nullable Object getProperty(String property) {
    if (!property.startsWith(PREFIX)) {
      return null;
    }
    String name = property.substring(PREFIX.length());
    TextSecret text = getSource().get(name);
    if (text == null) {
      return null;
    }
    Function<String, @Nullable String> inForce = fresh;
    return inForce == null
        ? read.computeIfAbsent(name, first -> open(property, name, text)).current()
        : inForce.apply(name);
  }

  private SecretHandle<String> open(String property, String name, TextSecret text) {
    try {
      return start.open(MountedSecrets.textSource(name, text));
    } catch (SecretRefusedException e) {
      throw new SetupException(
          property + " cannot be used: " + e.getMessage() + ".", "Correct the mounted file.", e);
    }
  }

  @Override
  public String toString() {
    return NAME + getSource().keySet();
  }
}
