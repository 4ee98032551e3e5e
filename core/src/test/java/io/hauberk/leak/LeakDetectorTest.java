package io.hauberk.leak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hauberk.request.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LeakDetectorTest {
  private final LeakDetector detector = new LeakDetector(Set.of(".corp.example", "vault-7"));

  private Optional<Reason> find(String type, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return detector.search(type).next(bytes, 0, bytes.length);
  }

  /** What is told of a body that comes in pieces of one size. */
  private Optional<Reason> findInPieces(String type, String body, int size) {
    Optional<Reason> told = Optional.empty();
    byte[] bytes = body.getBytes(UTF_8);
    LeakSearch search = detector.search(type);
    for (int at = 0; at < bytes.length; at += size) {
      told = search.next(bytes, at, Math.min(size, bytes.length - at));
    }
    return told;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Java, Kotlin, Scala
        "STACK_TRACE | {\"trace\":\"java.lang.IllegalStateException: x\\n"
            + "\\tat com.acme.Orders.find(Orders.java:42)\"}",
        "STACK_TRACE | {\"detail\":\"failed at find(Orders.kt:7)\"}",
        "STACK_TRACE | {\"detail\":\"x\\n    at com.acme.Orders.find(Unknown Source)\"}",
        "STACK_TRACE | {\"detail\":\"at java.base/java.lang.Thread.run(Native Method)\"}",
        "STACK_TRACE | {\"detail\":\"Caused by: com.acme.Down: gone\"}",
        "STACK_TRACE | Exception in thread \"main\" com.acme.Down",
        "STACK_TRACE |"
            + " {\"cause\":{\"stackTrace\":[{\"methodName\":\"find\",\"fileName\":\"O\",\"lineNumber\":42}]}}",
        // Python
        "STACK_TRACE | Traceback (most recent call last):",
        "STACK_TRACE | {\"error\":\"File \\\"/srv/orders/views.py\\\", line 42, in get\"}",
        // .NET
        "STACK_TRACE | {\"detail\":\"   at Acme.Orders.Store.Find(Int32 id)\"}",
        "STACK_TRACE | {\"detail\":\"in C:\\\\src\\\\Store.cs:line 42\"}",
        "STACK_TRACE | --- End of inner exception stack trace ---",
        // Node
        "STACK_TRACE | {\"stack\":\"Error: x\\n    at find (/app/orders.js:42:7)\"}",
        "STACK_TRACE | at Module._compile (node:internal/modules/cjs/loader:1105:14)",
        "STACK_TRACE | {\"stack\":\"at async orders.ts:10:3\"}",
        // Go, Rust, Ruby, PHP
        "STACK_TRACE | goroutine 17 [running]:",
        "STACK_TRACE | panic: runtime error: index out of range [3] with length 3",
        "STACK_TRACE | thread 'main' panicked at src/main.rs:4:5",
        "STACK_TRACE | orders.rb:42:in 'find'",
        "STACK_TRACE | PHP Fatal error: Uncaught Down",
        "STACK_TRACE | Warning: x in orders.php on line 42",
        "STACK_TRACE | {\"detail\":\"Stack trace:\\n#0 orders\"}",
        // SQL
        "SQL | {\"message\":\"ERROR: syntax error at or near \\\"'\\\"\"}",
        "SQL | {\"message\":\"SQLSTATE[42S02]: Base table or view not found\"}",
        "SQL | {\"message\":\"ORA-00933: command not properly ended\"}",
        "SQL | You have an error in your SQL syntax; check the manual",
        "SQL | Unclosed quotation mark after the character string '1'.",
        "SQL | {\"detail\":\"duplicate key value violates unique constraint"
            + " \\\"users_email_key\\\"\"}",
        "SQL | relation \"orders\" does not exist",
        "SQL | Table 'shop.orders' doesn't exist",
        "SQL | Duplicate entry 'a@b' for key 'users.email'",
        "SQL | {\"m\":\"could not execute statement [select o1_0.id,o1_0.note from orders o1_0]\"}",
        "SQL | {\"m\":\"select o1_0.id, o1_0.note from orders o1_0 where o1_0.id=?\"}",
        "SQL | {\"m\":\"SELECT id FROM orders\"}",
        "SQL | {\"m\":\"SELECT * FROM orders WHERE id = 1\"}",
        "SQL | {\"m\":\"select count(id) from orders\"}",
        "SQL | {\"m\":\"select id, note from orders where id = 1\"}",
        "SQL | {\"m\":\"INSERT INTO orders (id, note) VALUES (1, 'a')\"}",
        "SQL | {\"m\":\"update orders set note=? where id=?\"}",
        "SQL | {\"m\":\"DELETE FROM orders WHERE id = 7\"}",
        "SQL | E11000 duplicate key error collection: shop.orders",
        "SQL | UNIQUE constraint failed: orders.id",
        // hosts
        "HOST | {\"detail\":\"Connection to localhost:5432 refused\"}",
        "HOST | {\"detail\":\"connect timed out: 10.3.7.12:8080\"}",
        "HOST | {\"detail\":\"http://172.20.0.4:9200/_search\"}",
        "HOST | {\"detail\":\"/192.168.1.20:6379\"}",
        "HOST | {\"detail\":\"dial tcp [fd00::7]:443\"}",
        "HOST | http://[::1]:8080/",
        "HOST | {\"detail\":\"jdbc:postgresql://db/orders?user=app\"}",
        "HOST | {\"detail\":\"inventory.shop.svc.cluster.local\"}",
        "HOST | {\"detail\":\"http://inventory.shop.svc:8080/stock\"}",
        "HOST | {\"detail\":\"redis://cache\"}",
        "HOST | {\"detail\":\"ip-10-0-0-7.ec2.internal\"}",
        "HOST | {\"detail\":\"reading from ORDERS.Corp.Example failed\"}",
        "HOST | {\"detail\":\"vault-7 is sealed\"}",
        "HOST | getaddrinfo ENOTFOUND inventory",
        "HOST | I/O error on GET request for \"http://inventory/stock\": null",
        // paths
        "PATH | {\"detail\":\"cannot open /etc/passwd\"}",
        "PATH | {\"detail\":\"/opt/orders/conf/application.yml (No such file)\"}",
        "PATH | {\"detail\":\"/usr/local/orders/data\"}",
        "PATH | {\"detail\":\"/home/app/orders.jar\"}",
        "PATH | {\"detail\":\"C:\\\\inetpub\\\\orders\\\\web.config\"}",
        "PATH | Could not load D:\\orders.dll",
        "PATH | jar:file:/app.jar!/BOOT-INF/lib",
        "PATH | file:///srv/orders",
        "PATH | {\"detail\":\"/run/secrets/db\"}",
        // classes
        "CLASS_NAME | {\"exception\":\"com.acme.OrderMissingException\"}",
        "CLASS_NAME | {\"detail\":\"System.NullReferenceException\"}",
        "CLASS_NAME | {\"detail\":\"java.lang.String cannot be cast\"}",
        "CLASS_NAME | {\"detail\":\"org.springframework.web.HttpMediaTypeNotSupported\"}",
        "CLASS_NAME | {\"detail\":\"NullPointerException\"}",
        "CLASS_NAME | {\"detail\":\"JSON parse error: Cannot deserialize value of type `int`\"}",
        "CLASS_NAME | Cannot invoke \"Order.id()\" because \"order\" is null",
        "CLASS_NAME | TypeError: Cannot read properties of undefined (reading 'id')",
        "CLASS_NAME | 'NoneType' object has no attribute 'id'",
        "CLASS_NAME | {\"detail\":\"sqlalchemy.exc.TimeoutError\"}"
      })
  void names_the_kind_of_a_leak(String kind, String body) {
    String type = body.startsWith("{") ? "application/problem+json" : "text/plain";
    Reason reason = Reason.valueOf("LEAKED_" + kind);
    assertEquals(Optional.of(reason), find(type, body), body);
    String begun =
        type.equals("text/plain") ? "word\n".repeat(1_000) : "{\"a\":\"\\n\",".repeat(500);
    for (int size : new int[] {1, 7, 500}) {
      assertEquals(Optional.of(reason), findInPieces(type, body, size), body);
      assertEquals(Optional.of(reason), findInPieces(type, begun + body, size), body);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409}",
        "{\"type\":\"https://api.example.com/problems/OrderMissingException\",\"status\":404}",
        "{\"instance\":\"/orders/42/lines/3\"}",
        "{\"instance\":\"/home/devices/7\"}",
        "{\"instance\":\"/app/settings\"}",
        "{\"instance\":\"/data/2026/11\"}",
        "{\"instance\":\"https://api.example.com/usr/local/offers\"}",
        "{\"instance\":\"urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e\"}",
        "{\"detail\":\"The size was selected from the list\"}",
        "{\"detail\":\"Please select a size from the list\"}",
        "{\"detail\":\"Please select one, two or three items from your basket\"}",
        "{\"detail\":\"Please select items from stock where available\"}",
        "{\"detail\":\"PLEASE SELECT ONE FROM THE LIST\"}",
        "{\"detail\":\"You cannot delete from archive\"}",
        "{\"detail\":\"Cannot delete from archive where orders are locked\"}",
        "{\"detail\":\"Please update your data set before paying\"}",
        "{\"detail\":\"Insert into the reader the card (chip first)\"}",
        "{\"detail\":\"The update failed; set a new password\"}",
        "{\"detail\":\"Visit https://status.example.com:8443/incidents\"}",
        "{\"detail\":\"Retry after 10:30:00\"}",
        "{\"detail\":\"Version 10.2.3.4 is no longer supported\"}",
        "{\"detail\":\"Address 192.168.1.20 is not public\"}",
        "{\"detail\":\"8.8.8.8:53 does not answer\"}",
        "{\"detail\":\"http://[2001:db8::1]:8080/ is not reachable\"}",
        "{\"detail\":\"The ratio must be 3:10 or 16:90\"}",
        "{\"detail\":\"Use localhost as host name\"}",
        "{\"detail\":\"corp.example is not yours\"}",
        "{\"detail\":\"www.corp.example.com is ours\"}",
        "{\"detail\":\"vault-70 is full\"}",
        "{\"detail\":\"An exception to the rule was made\"}",
        "{\"detail\":\"Exception: none. Error: none.\"}",
        "{\"code\":\"orders.validation.error\"}",
        "{\"code\":\"ValidationError\"}",
        "{\"code\":\"Order.NotFound\"}",
        "{\"code\":\"InvalidArgumentError\"}",
        "{\"detail\":\"The order was rejected at com. 5\"}",
        "{\"detail\":\"Meet us at Main Street (no. 5)\"}",
        "{\"detail\":\"Caused by: a wrong total\"}",
        "{\"detail\":\"written in Kotlin. Scala. Java\"}",
        "{\"detail\":\"See https://jakarta.ee/specifications\"}",
        "{\"detail\":\"report.js is not an image\"}",
        "{\"detail\":\"Main.java was uploaded\"}",
        "{\"detail\":\"The file notes.py: 3 lines too long\"}",
        "{\"detail\":\"Choose format HH:\\\\mm or a:\\\\d+\"}",
        "{\"detail\":\"Line 42 of your import is empty\"}",
        "{\"detail\":\"The file \\\"orders.csv\\\" is empty, line by line\"}",
        "{\"detail\":\"The table 'Chairs' is sold out\"}",
        "{\"detail\":\"The column \\\"price\\\" is missing from the upload\"}",
        "{\"detail\":\"ORA-12 is not a product code\"}",
        "{\"detail\":\"A duplicate key was made at the shop\"}",
        "{\"detail\":\"profile: file a complaint\"}",
        "{\"errors\":[{\"where\":\"body/lines/0/sku\",\"rule\":\"maxLength\",\"expected\":\"at most"
            + " 8 characters\"}]}",
        "{\"detail\":\"Straße, 東京 and emoji \\ud83d\\ude42 stay\"}",
        "{\"detail\":\"1. at home 2. at work (see map)\"}"
      })
  void leaves_an_honest_error_alone(String body) {
    assertEquals(Optional.empty(), find("application/problem+json", body), body);
    assertEquals(Optional.empty(), find("text/html", "<p>" + body + "</p>"), body);
    assertEquals(Optional.empty(), findInPieces("text/html", "<p>" + body + "</p>", 1_000), body);
  }

  @Test
  void names_what_tells_most() {
    assertEquals(
        Optional.of(Reason.LEAKED_STACK_TRACE),
        find("text/plain", "java.lang.Error /etc/passwd SQLSTATE (Orders.java:1)"));
    assertEquals(
        Optional.of(Reason.LEAKED_SQL), find("text/plain", "java.lang.Error /etc/passwd SQLSTATE"));
  }

  @Test
  void resolves_the_escapes_of_JSON_and_of_nothing_else() {
    String escaped = "{\"a\":\"\\u0053QLST\\u0041TE\"}";
    assertEquals(Optional.of(Reason.LEAKED_SQL), find("application/json", escaped));
    assertEquals(Optional.empty(), find("text/plain", escaped));
    assertEquals(Optional.of(Reason.LEAKED_PATH), find("text/plain", "C:\\new\\table"));
    assertEquals(Optional.empty(), find("application/json", "\"\\"));
    assertEquals(Optional.empty(), find("application/json", "\"\\u00"));
  }

  @Test
  void looks_at_the_first_64_KiB() {
    String late = " ".repeat(LeakDetector.MAX_BYTES - 3) + "SQLSTATE";
    assertEquals(Optional.empty(), find("text/plain", late));
    assertEquals(Optional.of(Reason.LEAKED_SQL), find("text/plain", late.substring(16)));
    assertEquals(Optional.empty(), findInPieces("text/plain", late, 1_000));
    assertEquals(
        Optional.of(Reason.LEAKED_SQL), findInPieces("text/plain", late.substring(16), 1_000));
  }

  @ParameterizedTest
  @CsvSource({
    "text/html;charset=utf-8, true",
    "application/json, true",
    "Application/Problem+JSON, true",
    "application/xml, true",
    "image/png, false",
    "application/octet-stream, false",
    "'', false"
  })
  void reads_text(String type, boolean reads) {
    assertEquals(reads, LeakDetector.reads(type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ",
        "at ",
        ":",
        "1.1.1.1:",
        "a.",
        "insert into a(",
        "file \"",
        "/usr/",
        "Exception",
        "\\"
      })
  void takes_bounded_work_whatever_is_echoed(String repeated) {
    String body = repeated.repeat(LeakDetector.MAX_BYTES / repeated.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> find("application/json", body)); // some milliseconds
    assertFalse(body.isEmpty());
  }

  @Test
  void of_no_body_tells_nothing() {
    assertTrue(find("application/json", "").isEmpty());
  }
}
