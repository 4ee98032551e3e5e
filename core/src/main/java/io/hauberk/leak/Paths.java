package io.hauberk.leak;

import static io.hauberk.request.Reason.LEAKED_PATH;

import io.hauberk.leak.Needle.Confirmation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Files of the machine. A path of an API never begins where these do, or has no such ending. */
final class Paths {
  private static final List<String> FOLDERS =
      List.of(
          "/etc/passwd",
          "/etc/shadow",
          "/var/lib/",
          "/var/log/",
          "/var/run/",
          "/var/www/",
          "/usr/lib/",
          "/usr/local/",
          "/usr/share/",
          "/usr/src/",
          "/usr/bin/",
          "/proc/self",
          "/run/secrets/",
          "/opt/java/");

  private static final List<String> ROOTS =
      List.of(
          "/home/",
          "/app/",
          "/opt/",
          "/srv/",
          "/tmp/",
          "/etc/",
          "/root/",
          "/mnt/",
          "/data/",
          "/users/",
          "/workspace/",
          "/usr/",
          "/var/",
          "/build/",
          "/code/");

  private static final List<String> PARTS =
      List.of(
          "file:/",
          "boot-inf/",
          "web-inf/classes",
          "web-inf/lib",
          "node_modules/",
          "site-packages/",
          "dist-packages/",
          ".m2/repository",
          "target/classes/");

  /** What ends a file of a program or its configuration, and never a resource of an API. */
  private static final Set<String> ENDINGS =
      Set.of(
          "java",
          "kt",
          "class",
          "jar",
          "war",
          "py",
          "pyc",
          "js",
          "mjs",
          "ts",
          "rb",
          "php",
          "go",
          "rs",
          "cs",
          "dll",
          "exe",
          "so",
          "conf",
          "cfg",
          "ini",
          "properties",
          "yml",
          "yaml",
          "env",
          "pem",
          "key",
          "jks",
          "p12",
          "log",
          "sock",
          "db",
          "sqlite",
          "sh",
          "bak",
          "lock",
          "pid",
          "tmp");

  static List<Needle> needles() {
    List<Needle> needles = new ArrayList<>();
    PARTS.forEach(part -> needles.add(Needle.plain(part, LEAKED_PATH)));
    FOLDERS.forEach(folder -> add(needles, folder, (o, start, end) -> beginsPath(o, start)));
    ROOTS.forEach(
        root -> add(needles, root, (o, start, end) -> beginsPath(o, start) && endsAsFile(o, end)));
    add(needles, ":\\", (o, start, end) -> isDrive(o, start, end));
    return needles;
  }

  private static void add(List<Needle> needles, String text, Confirmation confirmation) {
    needles.add(new Needle(text, false, LEAKED_PATH, confirmation));
  }

  /** Whether nothing before this makes it the path of a URL, or a part of another path. */
  private static boolean beginsPath(Octets octets, int start) {
    int before = octets.at(start - 1);
    return !octets.isName(start - 1)
        && before < 128
        && before != '.'
        && before != '-'
        && before != '/'
        && before != '}'
        && before != '~';
  }

  private static boolean isPath(Octets octets, int index) {
    return octets.isName(index) || "./\\-+@~".indexOf(octets.at(index)) >= 0;
  }

  private static boolean endsAsFile(Octets octets, int from) {
    int end = from;
    while (end < from + 300 && isPath(octets, end)) {
      end++;
    }
    while (end > from && octets.at(end - 1) == '.') { // the end of a sentence
      end--;
    }
    StringBuilder ending = new StringBuilder();
    int i = end - 1;
    while (i > end - 12 && i >= from && octets.isName(i)) {
      ending.append((char) octets.at(i--));
    }
    return octets.at(i) == '.' && ENDINGS.contains(ending.reverse().toString());
  }

  /** {@code C:\orders\}, or {@code C:\orders.dll}. */
  private static boolean isDrive(Octets octets, int start, int end) {
    int after = octets.afterName(end);
    return octets.isLetter(start - 1)
        && !octets.isName(start - 2)
        && after >= end + 2
        && (octets.at(after) == '\\' || endsAsFile(octets, end));
  }

  private Paths() {}
}
