package io.hauberk.spring.test;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.hauberk.spring.orders.OrdersApplication;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

/** A slice of the web layer, with nothing configured, works and is protected as the service is. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@WebMvcTest
@ContextConfiguration(classes = OrdersApplication.class)
@WithCaller(name = "carol", scopes = "orders:read")
class WebMvcSliceTest {
  @Autowired MockMvc mvc;
  @Autowired LocalIssuer issuer;

  @Test
  void the_caller_of_the_class_calls() throws Exception {
    mvc.perform(get("/orders").param("limit", "3"))
        .andExpect(status().isOk())
        .andExpect(content().json("[\"carol\",\"carol\"]"));
  }

  @Test
  @WithCaller(name = "dave", scopes = "orders:write")
  void the_caller_of_a_method_calls_in_its_place() throws Exception {
    mvc.perform(post("/orders").contentType(MediaType.APPLICATION_JSON).content("{\"sku\":\"A\"}"))
        .andExpect(status().isCreated())
        .andExpect(content().json("{\"by\":\"local:dave\"}"));
    mvc.perform(get("/orders")).andExpect(status().isForbidden());
  }

  @Test
  void an_authorization_of_the_request_itself_wins() throws Exception {
    mvc.perform(get("/orders").header("Authorization", issuer.token().expired().bearer()))
        .andExpect(status().isUnauthorized());
  }

  @Test
  void the_contract_holds() throws Exception {
    mvc.perform(get("/orders?limit=1000")).andExpect(status().isBadRequest());
    mvc.perform(get("/undeclared")).andExpect(status().isNotFound());
    mvc.perform(post("/orders").contentType(MediaType.APPLICATION_JSON).content("{\"sku\":\"A\"}"))
        .andExpect(status().isForbidden());
  }

  @Test
  void an_answer_that_another_thread_gives_is_dispatched() throws Exception {
    MvcResult begun = mvc.perform(get("/later")).andExpect(request().asyncStarted()).andReturn();
    mvc.perform(asyncDispatch(begun)).andExpect(status().isOk());
  }

  @Nested
  class Of_a_test_inside_a_test {

    @Test
    void the_caller_of_the_outer_class_calls() throws Exception {
      mvc.perform(get("/orders")).andExpect(content().json("[\"carol\",\"carol\"]"));
    }
  }
}
