package io.hauberk.json;

import static io.hauberk.json.JsonFault.Kind.DUPLICATE_NAME;
import static io.hauberk.json.JsonFault.Kind.EMPTY;
import static io.hauberk.json.JsonFault.Kind.MALFORMED;
import static io.hauberk.json.JsonFault.Kind.TOO_DEEP;
import static io.hauberk.json.JsonFault.Kind.TOO_LARGE;
import static io.hauberk.json.JsonFault.Kind.TOO_MANY_VALUES;
import static io.hauberk.json.JsonFault.Kind.TRAILING_DATA;
import static io.hauberk.json.JsonFault.Kind.UNSUPPORTED;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Builds the tree from the events of snakeyaml-engine; used once. */
final class YamlReader {
  /*
   * Events, not the engine's own nodes: so depth is ours to bound before anything recurses, an alias shares the
   * finished (immutable) value that it names, and an alias inside its own anchor has nothing to name. What an alias
   * repeats is counted again, because whoever walks the tree will walk it again.
   */
  private final JsonLimits limits;
  private final Deque<YamlCollection> open = new ArrayDeque<>();
  private final Map<Anchor, Weighed> anchors = new HashMap<>();
  private @Nullable JsonValue root;
  private boolean begun;
  private Optional<Mark> last = Optional.empty(); // where the engine was when it last succeeded
  private long values;
  private long characters;

  /** A value that an alias may repeat, and what each repetition costs. */
  private record Weighed(JsonValue value, long values, long characters, int levels) {}

  YamlReader(JsonLimits limits) {
    this.limits = limits;
  }

  JsonValue read(String text) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(limits.maxBytes()).build();
    Iterator<Event> events = new ParserImpl(settings, new StreamReader(settings, text));
    for (Event event = next(events); event != null; event = next(events)) {
      accept(event);
    }
    if (root == null) {
      throw fault(EMPTY, 1, 1);
    }
    return root;
  }

  /** The next event, or null at the end. */
  private @Nullable Event next(Iterator<Event> events) {
    try {
      return events.hasNext() ? events.next() : null;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw fault(MALFORMED, line(mark), column(mark));
    } catch (RuntimeException e) { // a character that YAML forbids; a number format in a bad escape
      throw fault(MALFORMED, line(last), column(last));
    }
  }

  private void accept(Event event) {
    last = event.getEndMark();
    if (event instanceof DocumentStartEvent) {
      if (begun) {
        throw fault(TRAILING_DATA, event);
      }
      begun = true;
    } else if (event instanceof ScalarEvent scalar) {
      scalar(scalar);
    } else if (event instanceof AliasEvent alias) {
      alias(alias);
    } else if (event instanceof CollectionStartEvent start) {
      start(start);
    } else if (event instanceof CollectionEndEvent) {
      end();
    }
  }

  private void scalar(ScalarEvent event) {
    YamlCollection parent = open.peek();
    if (parent != null && parent.wantsName()) {
      String name = YamlScalars.name(event);
      if (!parent.name(name)) {
        throw fault(DUPLICATE_NAME, event);
      }
      if (event.getAnchor().isPresent()) { // an alias of it means the value, not the name
        anchor(event, YamlScalars.value(event, limits), 1, name.length(), 0);
      }
      characters += name.length();
      return;
    }
    JsonValue value = YamlScalars.value(event, limits);
    count(event, 1, event.getValue().length());
    anchor(event, value, 1, event.getValue().length(), 0);
    add(value, 0);
  }

  private void alias(AliasEvent event) {
    YamlCollection parent = open.peek();
    if (parent != null && parent.wantsName()) {
      throw unsupported(event, "an alias stands for a name. Write the name out.");
    }
    Weighed named = anchors.get(event.getAlias());
    if (named == null) {
      throw unsupported(
          event, "an alias names an anchor that is not complete before it. Repeat the value.");
    }
    if (open.size() + named.levels() > limits.maxDepth()) {
      throw fault(TOO_DEEP, event);
    }
    count(event, named.values(), named.characters());
    add(named.value(), named.levels());
  }

  private void start(CollectionStartEvent event) {
    YamlCollection parent = open.peek();
    if (parent != null && parent.wantsName()) {
      throw unsupported(event, "a list or map stands for a name. Use a string.");
    }
    boolean map = event instanceof MappingStartEvent;
    Tag core = map ? Tag.MAP : Tag.SEQ;
    String tag = event.getTag().orElse("!");
    if (!tag.equals("!") && !tag.equals(core.getValue())) {
      throw unsupported(event, "this tag is not one of the core schema. Remove it.");
    }
    if (open.size() >= limits.maxDepth()) {
      throw fault(TOO_DEEP, event);
    }
    count(event, 1, 0);
    event.getAnchor().ifPresent(anchors::remove); // not complete yet, even if the name was used
    open.push(
        map
            ? new YamlCollection.OfMembers(event, values - 1, characters)
            : new YamlCollection.OfElements(event, values - 1, characters));
  }

  private void end() {
    YamlCollection ended = open.pop();
    JsonValue value = ended.value();
    int levels = ended.levels() + 1;
    anchor(
        ended.start(),
        value,
        values - ended.valuesBefore(),
        characters - ended.charactersBefore(),
        levels);
    add(value, levels);
  }

  private void add(JsonValue value, int levels) {
    YamlCollection parent = open.peek();
    if (parent == null) {
      root = value;
    } else {
      parent.add(value, levels);
    }
  }

  private void anchor(
      NodeEvent event, JsonValue value, long valueCount, long characterCount, int levels) {
    event
        .getAnchor()
        .ifPresent(
            name -> anchors.put(name, new Weighed(value, valueCount, characterCount, levels)));
  }

  private void count(Event event, long moreValues, long moreCharacters) {
    values += moreValues;
    characters += moreCharacters;
    if (values > limits.maxValues()) {
      throw fault(TOO_MANY_VALUES, event);
    }
    if (characters > limits.maxBytes()) {
      throw fault(TOO_LARGE, event);
    }
  }

  static JsonException fault(JsonFault.Kind kind, Event event) {
    return fault(kind, line(event.getStartMark()), column(event.getStartMark()));
  }

  static JsonException fault(JsonFault.Kind kind, int line, int column) {
    String text =
        kind == MALFORMED
            ? "this is not well-formed YAML. Look at the indentation, quotes and colons here."
            : JsonException.mend(kind);
    return new JsonException("YAML", kind, line, column, text);
  }

  static JsonException unsupported(Event event, String text) {
    Optional<Mark> mark = event.getStartMark();
    return new JsonException("YAML", UNSUPPORTED, line(mark), column(mark), text);
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  private static int column(Optional<Mark> mark) {
    return mark.map(Mark::getColumn).orElse(0) + 1;
  }
}
