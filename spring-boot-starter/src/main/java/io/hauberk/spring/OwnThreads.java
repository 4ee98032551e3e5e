package io.hauberk.spring;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the threads that a bean begins belong to the application. Beans are made while the server
 * starts, and a thread takes over the class loader of whoever begins it: that of the server's web
 * application. If the start failed, the server would warn of each as a leak before the beans are
 * closed, and bury the one message that says what is wrong.
 */
final class OwnThreads {

  /**
   * What is made, with its threads.
   *
   * @param application the class loader of the application; if null, nothing is changed
   */
  static <T> T begun(@Nullable ClassLoader application, Supplier<T> made) {
    if (application == null) {
      return made.get();
    }
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    current.setContextClassLoader(application);
    try {
      return made.get();
    } finally {
      current.setContextClassLoader(before);
    }
  }

  private OwnThreads() {}
}
