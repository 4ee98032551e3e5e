package io.hauberk.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Where values stand in the text of a document: found afterwards, and only for the places that are
 * asked for, so that reading a document costs nothing more.
 */
public final class TextPositions {
  /** The places that are asked for, as a tree of names. */
  private static final class Wanted {
    private final Map<String, Wanted> below = new LinkedHashMap<>();
    private final List<JsonPointer> here = new ArrayList<>();
  }

  private final Map<JsonPointer, TextPosition> found = new LinkedHashMap<>();

  /**
   * Finds places in a JSON text that was read before. A member is found at its name. What is not
   * there is found where the innermost container around it begins.
   *
   * @return every place, in the order of the text
   * @throws JsonException if the document is not well-formed or above a limit
   */
  public static Map<JsonPointer, TextPosition> inJson(
      byte[] document, JsonLimits limits, Collection<JsonPointer> places) {
    JsonTape tape = new JsonTape();
    JsonFault fault = tape.read(document, limits);
    if (fault != null) {
      throw JsonException.of(fault, document);
    }
    TextPositions positions = new TextPositions();
    positions.json(tape, tape.root(), tape.root(), new Lines(document), tree(places));
    return positions.found;
  }

  /**
   * Finds places in a YAML text that was read before, as {@link #inJson} does. What an alias
   * repeats is found at the alias.
   *
   * @return every place, in the order of the text
   */
  public static Map<JsonPointer, TextPosition> inYaml(
      byte[] document, JsonLimits limits, Collection<JsonPointer> places) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(limits.maxBytes()).build();
    String text = new String(document, StandardCharsets.UTF_8);
    TextPositions positions = new TextPositions();
    positions.yaml(
        new ParserImpl(
            settings,
            new StreamReader(settings, text.startsWith("\uFEFF") ? text.substring(1) : text)),
        tree(places));
    return positions.found;
  }

  private TextPositions() {}

  private static Wanted tree(Collection<JsonPointer> places) {
    Wanted root = new Wanted();
    for (JsonPointer place : places) {
      Wanted at = root;
      for (String token : place.tokens()) {
        at = at.below.computeIfAbsent(token, key -> new Wanted());
      }
      at.here.add(place);
    }
    return root;
  }

  private void put(Wanted wanted, TextPosition position) {
    wanted.here.forEach(place -> found.put(place, position));
  }

  /** What the document has not got stands where its container does. */
  private void putMissing(Wanted wanted, TextPosition position) {
    for (Wanted below : wanted.below.values()) {
      for (JsonPointer place : below.here) {
        found.putIfAbsent(place, position);
      }
      putMissing(below, position);
    }
  }

  /** Counts lines and columns, onwards only. */
  private static final class Lines {
    private final byte[] text;
    private int offset;
    private int line = 1;
    private int column = 1;

    private Lines(byte[] text) {
      this.text = text;
    }

    private TextPosition at(int target) {
      for (; offset < target; offset++) {
        if (text[offset] == '\n') {
          line++;
          column = 1;
        } else if ((text[offset] & 0xC0) != 0x80) { // a character is counted by its first octet
          column++;
        }
      }
      return new TextPosition(line, column);
    }
  }

  private void json(JsonTape tape, int shown, int node, Lines lines, Wanted wanted) {
    int quote = tape.type(shown) == JsonType.STRING ? 1 : 0;
    TextPosition position = lines.at(tape.start(shown) - quote);
    put(wanted, position);
    if (wanted.below.isEmpty()) {
      return;
    }
    JsonType type = tape.type(node);
    int size = type == JsonType.OBJECT || type == JsonType.ARRAY ? tape.size(node) : 0;
    int at = size == 0 ? node : tape.first(node);
    for (int i = 0; i < size; i++) {
      boolean member = type == JsonType.OBJECT;
      int value = member ? tape.next(at) : at;
      Wanted below = wanted.below.get(member ? tape.text(at) : Integer.toString(i));
      if (below != null) {
        json(tape, at, value, lines, below);
      }
      at = tape.next(value);
    }
    putMissing(wanted, position);
  }

  /** A collection of the YAML text that is open. */
  private static final class Open {
    private final boolean map;
    private final @Nullable Wanted wanted;
    private final TextPosition position;
    private @Nullable String name;
    private TextPosition namePosition;
    private int index;

    private Open(boolean map, @Nullable Wanted wanted, TextPosition position) {
      this.map = map;
      this.wanted = wanted;
      this.position = position;
      this.namePosition = position;
    }
  }

  private void yaml(Iterator<Event> events, Wanted root) {
    Deque<Open> open = new ArrayDeque<>();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof CollectionEndEvent) {
        Open ended = open.pop();
        if (ended.wanted != null) {
          putMissing(ended.wanted, ended.position);
        }
      } else if (event instanceof NodeEvent node) {
        node(node, open, root);
      }
    }
  }

  private void node(NodeEvent event, Deque<Open> open, Wanted root) {
    Open parent = open.peek();
    if (parent != null && parent.map && parent.name == null && event instanceof ScalarEvent name) {
      parent.name = parent.wanted == null ? "" : YamlScalars.name(name);
      parent.namePosition = position(event);
      return;
    }
    Wanted wanted = root;
    TextPosition position = position(event);
    if (parent != null) {
      String token = parent.map ? parent.name : Integer.toString(parent.index++);
      position = parent.map ? parent.namePosition : position;
      parent.name = null;
      wanted = parent.wanted == null || token == null ? null : parent.wanted.below.get(token);
    }
    if (wanted != null) {
      put(wanted, position);
    }
    if (event instanceof CollectionStartEvent start) {
      open.push(new Open(start instanceof MappingStartEvent, wanted, position));
    } else if (wanted != null) {
      putMissing(wanted, position);
    }
  }

  private static TextPosition position(Event event) {
    Optional<Mark> mark = event.getStartMark();
    return new TextPosition(
        mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1);
  }
}
