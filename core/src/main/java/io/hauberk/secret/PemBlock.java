package io.hauberk.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One block of a text in PEM. All PEM of this service is read here, and strictly: what could be
 * meant as a block and is none is refused, never passed over, since a key that is skipped in
 * silence is missed when the other one is taken away.
 *
 * <p>A boundary has a line of its own; lines end by LF, CR LF or CR, and may have spaces at both
 * ends. A byte order mark before the first line is passed over. Lines outside of the blocks are
 * explanation, as long as they hold nothing that looks like a boundary.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468#section-2">RFC 7468, 2 and 3</a>
 */
public final class PemBlock {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /**
   * RFC 7468, 3: all printable characters of ASCII, and between them single spaces and hyphens. Of
   * letters capital ones only, so that none that is known in those is passed over in small ones.
   */
  private static final Pattern LABEL = Pattern.compile("[!-,.-`{-~]+(?:[ -][!-,.-`{-~]+)*+");

  private static final int MAX_LABEL = 40;
  private static final int MAX_BLOCKS = 1000;

  /** Also with fewer dashes, in lower case, or behind other text. */
  private static final Pattern LOOKS_LIKE_A_BOUNDARY =
      Pattern.compile("-----(?:BEGIN|END)|--\\s*+(?:BEGIN|END)\\b", Pattern.CASE_INSENSITIVE);

  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF"; // of UTF-8, read as Latin-1
  private static final int SEQUENCE = 0x30;

  private final String file;
  private final String label;
  private final String body;

  /**
   * All blocks, in their order; none if the text holds nothing that looks like one.
   *
   * @param file how messages call the text: the operator's word
   * @param text as octets
   * @throws PemException if a block does not end, a boundary is malformed or stands where none can,
   *     or there are more than 1000 blocks
   */
  public static List<PemBlock> read(String file, byte[] text) {
    String latin = new String(text, StandardCharsets.ISO_8859_1);
    String pem =
        latin.startsWith(BYTE_ORDER_MARK) ? latin.substring(BYTE_ORDER_MARK.length()) : latin;
    List<PemBlock> blocks = new ArrayList<>();
    String label = null;
    StringBuilder body = new StringBuilder();
    for (String line : pem.lines().map(String::strip).toList()) {
      if (label == null) {
        label = labelBegunBy(file, line);
        body.setLength(0);
      } else if (line.equals(END + label + DASHES)) {
        if (blocks.size() == MAX_BLOCKS) {
          throw PemException.of(
              file,
              "holds more than " + MAX_BLOCKS + " PEM blocks",
              "check that it is the right one");
        }
        blocks.add(new PemBlock(file, label, body.toString()));
        label = null;
      } else if (line.contains("--")) {
        throw unended(file);
      } else {
        body.append(line).append('\n');
      }
    }
    if (label != null) {
      throw unended(file);
    }
    return blocks;
  }

  /** Null if it is an explanation. */
  private static @Nullable String labelBegunBy(String file, String line) {
    if (!LOOKS_LIKE_A_BOUNDARY.matcher(line).find()) {
      return null;
    }
    int end = line.length() - DASHES.length();
    if (line.startsWith(BEGIN) && line.endsWith(DASHES) && end > BEGIN.length()) {
      String label = line.substring(BEGIN.length(), end);
      if (label.length() <= MAX_LABEL && LABEL.matcher(label).matches()) {
        return label;
      }
    }
    throw PemException.of(
        file,
        "holds a line that looks like the boundary of a PEM block and is none here",
        "write each block whole, '-----BEGIN X-----' and '-----END X-----' on lines of their own");
  }

  private static PemException unended(String file) {
    return PemException.of(
        file,
        "holds a PEM block that does not end",
        "write it whole, and what begins and ends it on lines of their own");
  }

  private PemBlock(String file, String label, String body) {
    this.file = file;
    this.label = label;
    this.body = body;
  }

  /** What it holds, such as {@code CERTIFICATE} or {@code PUBLIC KEY}. */
  public String label() {
    return label;
  }

  /** Whether a header field says that it is encrypted ({@code Proc-Type: 4,ENCRYPTED}). */
  boolean isEncrypted() {
    return body.contains("ENCRYPTED");
  }

  /**
   * Its content: one DER sequence, as keys and certificates are.
   *
   * @throws PemException if it is no Base64 as it is written by the rules (RFC 4648, 4), not a
   *     sequence, or there is something after it
   */
  public byte[] der() {
    String base64 = body.replaceAll("\\s", "");
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw noBase64();
    }
    if (!Base64.getEncoder().encodeToString(octets).equals(base64)) { // no padding, or loose bits
      throw noBase64();
    }
    if (!isOneSequence(octets)) {
      throw PemException.of(
          file,
          "holds a '"
              + label
              + "' block that cannot be decoded: it is cut off, or something follows"
              + " in it",
          "write it anew");
    }
    return octets;
  }

  private PemException noBase64() {
    return PemException.of(
        file, "holds a '" + label + "' block that is no Base64", "write it anew");
  }

  /** X.690, 8.1.3 and 10.1: the length is told, in no more octets than it needs, and is true. */
  private static boolean isOneSequence(byte[] der) {
    if (der.length < 2 || der[0] != SEQUENCE) {
      return false;
    }
    int first = der[1] & 0xFF;
    if (first < 0x80) {
      return der.length == 2 + first;
    }
    int more = first & 0x7F;
    if (more == 0 || more > 3 || der.length < 2 + more || der[2] == 0) {
      return false;
    }
    int length = 0;
    for (int i = 0; i < more; i++) {
      length = length << 8 | (der[2 + i] & 0xFF);
    }
    return length >= 0x80 && der.length == 2 + more + length;
  }

  /** Without its content, which may be a private key. */
  @Override
  public String toString() {
    return "PemBlock[" + label + "]";
  }
}
