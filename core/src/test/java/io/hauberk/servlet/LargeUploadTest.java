package io.hauberk.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that are many times larger than the heap of the process that takes them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LargeUploadTest {
  @TempDir private Path directory;

  @Test
  void of_256_megabytes_pass_a_heap_of_32() throws Exception {
    upload(256L << 20, "-Xmx32m");
  }

  @Test
  @Tag("long")
  void of_1_gigabyte_pass_a_heap_of_64_megabytes() throws Exception {
    upload(1L << 30, "-Xmx64m");
  }

  private void upload(long size, String heap) throws IOException, InterruptedException {
    assumeTrue(
        Files.getFileStore(directory).getUsableSpace() > size + (256L << 20),
        () -> "skipped: " + directory + " has no room for " + size + " octets");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LargeUpload.class.getName(),
                Long.toString(size),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals("counted " + size + " of " + size, answer);
    assertEquals(0, process.waitFor());
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
