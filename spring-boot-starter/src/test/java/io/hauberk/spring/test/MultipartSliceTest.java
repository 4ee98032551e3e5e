package io.hauberk.spring.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.hauberk.spring.orders.OrdersApplication;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.mock.web.MockPart;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

/** Uploads as Spring developers write them in tests are judged like those of a real client. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@WebMvcTest
@ContextConfiguration(classes = OrdersApplication.class)
@WithCaller(name = "bob", scopes = "orders:write")
class MultipartSliceTest {
  private static final MockMultipartFile PHOTO =
      new MockMultipartFile("file", "a \"b\".png", "image/png", "xyz".getBytes(UTF_8));
  private static final MockMultipartFile META =
      new MockMultipartFile("meta", "", "application/json", "{\"width\":1}".getBytes(UTF_8));
  private static final String SEEN =
      "{\"title\":\"caf\u00e9\",\"size\":3,\"type\":\"image/png\",\"meta\":{\"width\":1}}";

  @Autowired MockMvc mvc;

  @Test
  void that_fit_the_contract_reach_their_handler() throws Exception {
    mvc.perform(multipart("/photos").file(PHOTO).file(META).param("title", "caf\u00e9"))
        .andExpect(status().isOk())
        .andExpect(content().json(SEEN));
  }

  @Test
  void may_be_written_as_parts() throws Exception {
    MockPart meta = new MockPart("meta", "{\"width\":1}".getBytes(UTF_8));
    meta.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    MockPart title = new MockPart("title", "caf\u00e9".getBytes(UTF_8));
    mvc.perform(multipart("/photos").file(PHOTO).part(meta, title).characterEncoding(UTF_8))
        .andExpect(status().isOk())
        .andExpect(content().json(SEEN));
  }

  @Test
  void that_break_the_contract_do_not() throws Exception {
    MockMultipartFile drawing =
        new MockMultipartFile("file", "a.svg", "image/svg+xml", "xyz".getBytes(UTF_8));
    mvc.perform(multipart("/photos").file(drawing).file(META).param("title", "a"))
        .andExpect(status().isBadRequest());
    mvc.perform(multipart("/photos").file(PHOTO).file(META)).andExpect(status().isBadRequest());
    mvc.perform(multipart("/photos").file(PHOTO).file(META).param("title", "a").param("by", "b"))
        .andExpect(status().isBadRequest());
    mvc.perform(multipart("/photos?title=a").file(PHOTO).file(META))
        .andExpect(status().isBadRequest());
    mvc.perform(multipart("/orders").file(PHOTO)).andExpect(status().isUnsupportedMediaType());
  }

  @Test
  void keep_the_body_that_a_test_writes_itself() throws Exception {
    mvc.perform(
            multipart("/photos")
                .contentType(MediaType.parseMediaType("multipart/form-data;boundary=x"))
                .content("--x--\r\n"))
        .andExpect(status().isBadRequest());
  }
}
