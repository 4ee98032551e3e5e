package io.hauberk;

import io.hauberk.request.Control;
import io.hauberk.request.Mode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The mode of each control: its own, or the milder of the global one and its default. */
final class Modes {
  private final Map<Control, Mode> modes;

  Modes(Mode global, Map<Control, Mode> own) {
    modes = new EnumMap<>(Control.class);
    for (Control control : Control.values()) {
      Mode byDefault = control.defaultMode();
      Mode unchosen = global.compareTo(byDefault) > 0 ? global : byDefault;
      modes.put(control, own.getOrDefault(control, unchosen));
    }
  }

  Map<Control, Mode> all() {
    return Collections.unmodifiableMap(modes);
  }

  Mode of(Control control) {
    Mode mode = modes.get(control);
    return mode == null ? Mode.ENFORCE : mode;
  }

  boolean decides(Control control) {
    return of(control) != Mode.OFF;
  }

  boolean enforces(Control control) {
    return of(control) == Mode.ENFORCE;
  }
}
