package io.hauberk.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The base paths that Server Objects give: the path of each URL, with every value that its
 * variables may take. Hosts are not looked at: behind a proxy they are somebody else's.
 */
final class ServerPaths {
  private static final int MAX_URLS = 256;

  /** The base paths of some servers; that of the root if there are none. */
  static List<String> read(List<Located> servers, Defects defects) {
    if (servers.isEmpty()) {
      return List.of("");
    }
    Set<String> paths = new LinkedHashSet<>();
    for (Located server : servers) {
      for (String url : expand(server, defects)) {
        try {
          paths.add(pathOf(url));
        } catch (IllegalArgumentException e) {
          defects.add(server.at("url"), String.valueOf(e.getMessage()));
        }
      }
    }
    return paths.isEmpty() ? List.of("") : List.copyOf(paths);
  }

  private static List<String> expand(Located server, Defects defects) {
    List<String> urls = new ArrayList<>();
    String template = server.text("url", "");
    urls.add(template);
    int pathStart = pathStart(template);
    for (Located variable : server.entries("variables")) {
      String name = "{" + variable.key() + "}";
      Set<String> values = new LinkedHashSet<>();
      values.add(variable.text("default", ""));
      if (template.indexOf(name, pathStart) >= 0) { // elsewhere it gives a host, not a path
        values.addAll(variable.texts("enum"));
      }
      List<String> next = new ArrayList<>();
      for (String url : urls) {
        if (url.contains(name)) {
          values.forEach(value -> next.add(url.replace(name, value)));
        } else {
          next.add(url);
        }
      }
      if (next.size() > MAX_URLS) {
        defects.add(
            server.at("variables"),
            "give more than " + MAX_URLS + " URLs. Set the base path in the configuration");
        return List.of();
      }
      urls = next;
    }
    return urls;
  }

  /** Where the path of a URL begins; what begins with a variable may have it anywhere. */
  private static int pathStart(String url) {
    int authority = url.startsWith("//") ? 0 : url.indexOf("://") + 1;
    if (authority == 0 && !url.startsWith("//")) {
      return 0;
    }
    int slash = url.indexOf('/', authority + 2);
    return slash < 0 ? url.length() : slash;
  }

  /**
   * The path of a server's URL, without a slash at its end.
   *
   * @throws IllegalArgumentException with what is wrong and how to mend it
   */
  static String pathOf(String url) {
    String path = url;
    int authority = url.startsWith("//") ? 2 : url.indexOf("://") + 3;
    if (authority > 2 || url.startsWith("//")) {
      int slash = url.indexOf('/', authority);
      path = slash < 0 ? "" : url.substring(slash);
    } else if (path.equals(".") || path.startsWith("./")) {
      path = path.substring(1);
    }
    if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
      throw new IllegalArgumentException("a server's URL has no query and no fragment");
    }
    if (path.indexOf('{') >= 0) {
      throw new IllegalArgumentException("uses a variable that 'variables' does not define");
    }
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    if (path.isEmpty()) {
      return "";
    }
    path = path.startsWith("/") ? path : "/" + path;
    if (!(RequestTarget.parse(path, TargetLimits.DEFAULT) instanceof RequestTarget)) {
      throw new IllegalArgumentException(
          "the path of this URL is one that no request may have. Write it without dot segments,"
              + " empty segments and needless percent-encoding");
    }
    return path;
  }

  private ServerPaths() {}
}
