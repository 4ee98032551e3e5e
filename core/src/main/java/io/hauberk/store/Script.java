package io.hauberk.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A script in Lua, as Redis and Valkey run it. It answers with a list of integers. */
public final class Script {
  private final String text;
  private final String sha1;

  /**
   * A script.
   *
   * @param text in ASCII, with nothing in it that comes from outside: values are its arguments
   */
  public static Script of(String text) {
    return new Script(text);
  }

  private Script(String text) {
    this.text = text;
    try {
      this.sha1 =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-1, which every JVM must have", e);
    }
  }

  /** What {@code EVAL} takes. */
  public String text() {
    return text;
  }

  /** What {@code EVALSHA} takes: a name for the text, and no protection of anything. */
  public String sha1() {
    return sha1;
  }

  /** Its name. */
  @Override
  public String toString() {
    return "Script[" + sha1 + "]";
  }
}
