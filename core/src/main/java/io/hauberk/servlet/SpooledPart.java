package io.hauberk.servlet;

import io.hauberk.contract.BodyPart;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A validated part, as a range of the body that is kept anyway. */
final class SpooledPart implements Part {
  private final BodyPart part;
  private final Spool spool;
  private final Path directory;

  /**
   * @param directory where {@link #write} puts files with relative names
   */
  SpooledPart(BodyPart part, Spool spool, Path directory) {
    this.part = part;
    this.spool = spool;
    this.directory = directory;
  }

  @Override
  public InputStream getInputStream() {
    return new SpoolStream(spool, part.from(), part.length());
  }

  @Override
  public @Nullable String getContentType() {
    return getHeader("Content-Type");
  }

  @Override
  public String getName() {
    return part.name();
  }

  @Override
  public @Nullable String getSubmittedFileName() {
    return part.fileName().orElse(null);
  }

  @Override
  public long getSize() {
    return part.length();
  }

  @Override
  public void write(String fileName) throws IOException {
    try (InputStream in = getInputStream()) {
      Files.copy(in, directory.resolve(fileName), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What is kept goes with the request. */
  @Override
  public void delete() {}

  @Override
  public @Nullable String getHeader(String name) {
    List<String> values = part.header(name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    return part.header(name);
  }

  @Override
  public Collection<String> getHeaderNames() {
    return new ArrayList<>(part.headers().keySet());
  }
}
