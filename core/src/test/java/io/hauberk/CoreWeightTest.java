package io.hauberk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import com.nimbusds.jose.JWSObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.snakeyaml.engine.v2.api.Load;

/** Each service carries core with what it requires, all in jars; this is what they weigh. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CoreWeightTest {
  private static final long FOUR_MEGABYTES = 4_000_000;

  @Test
  void core_with_its_required_dependencies_stays_under_four_megabytes() throws Exception {
    long total = 0;
    for (Class<?> member :
        List.of(
            Hauberk.class,
            JWSObject.class,
            Logger.class,
            Load.class,
            Pattern.class,
            NullMarked.class)) {
      total += size(member);
    }
    System.out.printf(Locale.ROOT, "core with its required dependencies: %,d bytes%n", total);
    assertTrue(total < FOUR_MEGABYTES, total + " bytes");
  }

  /** A jar as it is; a folder of classes as the jar that it becomes. */
  private static long size(Class<?> member) throws URISyntaxException, IOException {
    Path place = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isRegularFile(place)) {
      return Files.size(place);
    }
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar);
        Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(place.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return jar.size();
  }
}
