package io.hauberk.spring.test;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.hauberk.spring.orders.OrdersApplication;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

@DisplayNameGeneration(ReplaceUnderscores.class)
@WebMvcTest
@ContextConfiguration(classes = OrdersApplication.class)
class WithoutCallerTest {

  @Test
  void a_test_that_names_no_caller_calls_without_one(@Autowired MockMvc mvc) throws Exception {
    mvc.perform(get("/orders")).andExpect(status().isUnauthorized());
    mvc.perform(get("/catalogue")).andExpect(status().isOk());
  }
}
