package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import com.nimbusds.jose.JWSObject;
import io.github.resilience4j.core.registry.AbstractRegistry;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.snakeyaml.engine.v2.api.Load;

/** Each service carries core with what it requires; this is what it weighs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CoreWeightTest {
  private static final long FOUR_MEGABYTES = 4_000_000;

  @Test
  void core_with_its_required_dependencies_stays_under_four_megabytes() throws Exception {
    long total = 0;
    for (Class<?> member :
        List.of(
            Hauberk.class, // class files, not compressed: more than the jar
            JWSObject.class,
            RateLimiter.class,
            AbstractRegistry.class,
            Logger.class,
            Load.class,
            Pattern.class,
            NullMarked.class)) {
      total += size(member);
    }
    System.out.printf(Locale.ROOT, "core with its required dependencies: %,d bytes%n", total);
    assertTrue(total < FOUR_MEGABYTES, total + " bytes");
  }

  private static long size(Class<?> member) throws URISyntaxException, IOException {
    Path place = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).mapToLong(CoreWeightTest::sizeOf).sum();
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
