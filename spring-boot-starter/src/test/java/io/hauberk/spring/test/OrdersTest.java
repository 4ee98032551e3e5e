package io.hauberk.spring.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.hauberk.spring.orders.OrdersApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

/** The test that {@code docs/spring.md} shows. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ContextConfiguration(classes = OrdersApplication.class)
// page: begin
@WebMvcTest
@WithCaller(name = "alice", scopes = "orders:read")
class OrdersTest {
  @Autowired MockMvc mvc;
  @Autowired LocalIssuer issuer;

  @Test
  void alice_reads_and_does_not_write() throws Exception {
    mvc.perform(get("/orders")).andExpect(status().isOk());
    mvc.perform(post("/orders").contentType(APPLICATION_JSON).content("{\"sku\":\"A\"}"))
        .andExpect(status().isForbidden());
  }

  @Test
  @WithCaller(name = "bob", scopes = "orders:write")
  void bob_writes() throws Exception {
    mvc.perform(post("/orders").contentType(APPLICATION_JSON).content("{\"sku\":\"A\"}"))
        .andExpect(status().isCreated());
  }

  @Test
  void an_expired_token_is_refused() throws Exception {
    mvc.perform(get("/orders").header("Authorization", issuer.token().expired().bearer()))
        .andExpect(status().isUnauthorized());
  }

  // page: end
  @Test
  void the_page_shows_what_is_run_here() throws IOException {
    Path root = Path.of(System.getProperty("hauberk.root", "."));
    Path source =
        root.resolve("spring-boot-starter/src/test/java/io/hauberk/spring/test/OrdersTest.java");
    assertEquals(
        between(Files.readString(source), "// page: begin\n", "\n  // page: end\n") + "}",
        between(Files.readString(root.resolve("docs/spring.md")), "```java\n", "\n```\n"));
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
