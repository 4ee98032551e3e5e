package io.hauberk.request;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks over all objects that are reachable from one of ours: through every field of our own
 * classes, and through what the JDK's collections, arrays, optionals and references hold.
 */
public final class Reachable {

  private record Step(Object object, String path) {}

  private final IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
  private final Deque<Step> open = new ArrayDeque<>();

  /**
   * Visits each object once.
   *
   * @param visitor receives the object and how it was reached
   * @return how many were visited
   */
  public static int visit(Object root, BiConsumer<Object, String> visitor) {
    Reachable walk = new Reachable();
    walk.add(root, root.getClass().getSimpleName());
    while (!walk.open.isEmpty()) {
      Step step = walk.open.remove();
      visitor.accept(step.object(), step.path());
      walk.expand(step.object(), step.path());
    }
    return walk.seen.size();
  }

  private void add(@Nullable Object object, String path) {
    if (object != null && seen.put(object, true) == null) {
      open.add(new Step(object, path));
    }
  }

  private void expand(Object object, String path) {
    if (object instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            add(key, path + ".key");
            add(value, path + ".value");
          });
    } else if (object instanceof Collection<?> several) {
      several.forEach(element -> add(element, path + "[]"));
    } else if (object instanceof Object[] array) {
      for (int i = 0; i < Array.getLength(array); i++) {
        add(array[i], path + "[" + i + "]");
      }
    } else if (object instanceof Optional<?> optional) {
      optional.ifPresent(value -> add(value, path + ".get()"));
    } else if (object instanceof AtomicReference<?> reference) {
      add(reference.get(), path + ".get()");
    }
    for (Class<?> type = object.getClass(); isOurs(type); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
          add(read(field, object), path + "." + field.getName());
        }
      }
    }
  }

  /** Whether a class is one of Hauberk, or made of a lambda in one. */
  public static boolean isOurs(@Nullable Class<?> type) {
    return type != null && type.getName().startsWith("io.hauberk.");
  }

  private static @Nullable Object read(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reachable() {}
}
