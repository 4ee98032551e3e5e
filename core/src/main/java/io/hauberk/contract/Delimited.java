package io.hauberk.contract;

import io.hauberk.request.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that stand in one text, parted by a delimiter (OAS 3.1, 4.8.12.3). The text is parted
 * while it is still encoded, so an encoded delimiter is data.
 */
final class Delimited {

  /**
   * Reads one text as what the shape asks for: a value, a list or an object.
   *
   * @param delimiters the delimiter in each of its spellings
   * @param pairs whether an object is written {@code name=value} and not {@code name,value}
   */
  static Decoded read(
      String raw, List<String> delimiters, boolean pairs, ValueShape shape, TextDecoder decoder) {
    if (shape.isObject() && !shape.isPrimitive()) {
      List<String> parts = split(raw, delimiters);
      return pairs ? pairs(parts, decoder) : alternating(parts, decoder);
    }
    if (shape.isArray() && !shape.isPrimitive()) {
      return items(split(raw, delimiters), decoder);
    }
    String text = decoder.decode(raw);
    return text == null ? Decoded.badEncoding() : Decoded.text(text);
  }

  /** A list of raw texts. */
  static Decoded items(List<String> raws, TextDecoder decoder) {
    List<TextNode> items = new ArrayList<>(raws.size());
    for (String raw : raws) {
      String text = decoder.decode(raw);
      if (text == null) {
        return Decoded.badEncoding();
      }
      items.add(new TextNode.Text(text));
    }
    return new Decoded.Value(new TextNode.Items(items));
  }

  /** An object as {@code name=value} texts. */
  static Decoded pairs(List<String> parts, TextDecoder decoder) {
    Map<String, TextNode> members = new LinkedHashMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        return Decoded.malformed("name=value pairs");
      }
      Decoded flaw = put(members, part.substring(0, equals), part.substring(equals + 1), decoder);
      if (flaw != null) {
        return flaw;
      }
    }
    return new Decoded.Value(new TextNode.Members(members));
  }

  private static Decoded alternating(List<String> parts, TextDecoder decoder) {
    Map<String, TextNode> members = new LinkedHashMap<>();
    if (parts.size() % 2 != 0) {
      return Decoded.malformed("names and values in turn");
    }
    for (int i = 0; i < parts.size(); i += 2) {
      Decoded flaw = put(members, parts.get(i), parts.get(i + 1), decoder);
      if (flaw != null) {
        return flaw;
      }
    }
    return new Decoded.Value(new TextNode.Members(members));
  }

  private static @Nullable Decoded put(
      Map<String, TextNode> members, String rawName, String rawValue, TextDecoder decoder) {
    String name = decoder.decode(rawName);
    String value = decoder.decode(rawValue);
    if (name == null || value == null) {
      return Decoded.badEncoding();
    }
    return members.putIfAbsent(name, new TextNode.Text(value)) == null
        ? null
        : new Decoded.Flaw(Reason.PARAMETER_REPEATED, "repeated", "each property once");
  }

  /** The parts of a text; an empty text has one, which is empty. */
  static List<String> split(String raw, List<String> delimiters) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < raw.length(); ) {
      int length = delimiterAt(raw, i, delimiters);
      if (length > 0) {
        parts.add(raw.substring(from, i));
        from = i + length;
      }
      i += Math.max(length, 1);
    }
    parts.add(raw.substring(from));
    return parts;
  }

  private static int delimiterAt(String raw, int at, List<String> delimiters) {
    for (String delimiter : delimiters) {
      if (raw.startsWith(delimiter, at)) {
        return delimiter.length();
      }
    }
    return 0;
  }

  private Delimited() {}
}
