package io.hauberk.contract;

import io.hauberk.contract.ContractRate.Window;
import io.hauberk.json.JsonArray;
import io.hauberk.json.JsonNumber;
import io.hauberk.json.JsonObject;
import io.hauberk.json.JsonString;
import io.hauberk.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code x-hauberk-rate}: a window or a list of windows for one caller, or an object of
 * {@code caller}, {@code total} and {@code cost}.
 */
final class RateReader {
  static final String FIELD = "x-hauberk-rate";

  private static final Pattern WINDOW = Pattern.compile("([0-9]{1,10})/([0-9]{1,10})(ms|s|m|h|d)");
  private static final long MOST_PERMITS = 1_000_000_000;
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int MOST_COST = 1_000;

  private final Defects defects;

  RateReader(Defects defects) {
    this.defects = defects;
  }

  /** What a document says; only of one caller, as no operation is named. */
  ContractRate ofDocument(Located document) {
    return read(document, Set.of("caller", "cost"));
  }

  /** What an operation says. */
  ContractRate ofOperation(Located operation) {
    return read(operation, Set.of("caller", "total", "cost"));
  }

  /** A limit that nobody would apply must not look like one. */
  void refuseAt(Located pathItem) {
    if (pathItem.has(FIELD)) {
      defects.add(
          pathItem.at(FIELD),
          "is read at the document and at operations. Move it to the operations of this path");
    }
  }

  private ContractRate read(Located owner, Set<String> known) {
    JsonValue value = owner.object().get(FIELD);
    Place at = owner.at(FIELD);
    if (value == null) {
      return ContractRate.NONE;
    }
    if (!(value instanceof JsonObject object)) {
      return new ContractRate(windows(value, at), List.of(), OptionalInt.empty());
    }
    if (object.members().isEmpty()) {
      defects.add(at, "says nothing. Give it caller, total or cost, or remove it");
    }
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        defects.add(
            at.child(name),
            name.equals("total")
                ? "is for operations: all callers together share the windows of one"
                : "is not known. There are caller, total (of operations) and cost");
      }
    }
    Located rate = new Located(object, at);
    return new ContractRate(
        member(rate, "caller"),
        known.contains("total") ? member(rate, "total") : List.of(),
        cost(object.get("cost"), at.child("cost")));
  }

  private List<Window> member(Located rate, String name) {
    JsonValue value = rate.object().get(name);
    return value == null ? List.of() : windows(value, rate.at(name));
  }

  private List<Window> windows(JsonValue value, Place at) {
    List<Window> windows = new ArrayList<>();
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        add(window(array.get(i), at.child(i)), windows);
      }
      if (array.size() == 0) {
        defects.add(at, "has no window. Write at least one, such as 100/1s, or remove it");
      }
    } else {
      add(window(value, at), windows);
    }
    if (windows.stream().map(Window::period).distinct().count() < windows.size()) {
      defects.add(at, "has two windows of the same period. Keep the tighter one");
    }
    return windows;
  }

  private static void add(@Nullable Window window, List<Window> into) {
    if (window != null) {
      into.add(window);
    }
  }

  private @Nullable Window window(JsonValue value, Place at) {
    Matcher parts = WINDOW.matcher(value instanceof JsonString text ? text.value() : "");
    if (!parts.matches()) {
      defects.add(
          at,
          "a window is a text permits/period, such as \"100/1s\" or \"5000/1h\" (units ms, s, m,"
              + " h, d)");
      return null;
    }
    long permits = Long.parseLong(parts.group(1));
    Duration period = period(Long.parseLong(parts.group(2)), parts.group(3));
    if (permits < 1 || permits > MOST_PERMITS) {
      defects.add(at, "the permits of a window must be from 1 to " + MOST_PERMITS);
      return null;
    }
    if (period.isZero() || period.compareTo(LONGEST) > 0) {
      defects.add(at, "the period of a window must be from 1ms to 366d");
      return null;
    }
    return new Window(permits, period);
  }

  private static Duration period(long length, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(length);
      case "s" -> Duration.ofSeconds(length);
      case "m" -> Duration.ofMinutes(length);
      case "h" -> Duration.ofHours(length);
      default -> Duration.ofDays(length);
    };
  }

  private OptionalInt cost(@Nullable JsonValue value, Place at) {
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value instanceof JsonNumber number && number.isInteger()) {
      int cost = number.clampedInt();
      if (cost >= 1 && cost <= MOST_COST) {
        return OptionalInt.of(cost);
      }
    }
    defects.add(at, "must be an integer from 1 to " + MOST_COST);
    return OptionalInt.empty();
  }
}
