package io.hauberk.spring.orders;

import io.hauberk.request.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A small service as an adopter writes it: nothing in it speaks of Hauberk but the argument {@link
 * Caller}.
 */
@SpringBootApplication
@EnableMethodSecurity
public class OrdersApplication {

  @Bean
  RouterFunction<ServerResponse> functional() {
    return RouterFunctions.route()
        .nest(
            RequestPredicates.path("/functional"),
            nested ->
                nested
                    .GET("", request -> ServerResponse.ok().body("functional"))
                    .POST("", request -> ServerResponse.ok().body("undeclared")))
        .build();
  }

  @RestController
  static class OrdersController {

    @GetMapping("/orders")
    List<String> list(Caller caller, Principal principal) {
      return List.of(caller.getName(), principal.getName());
    }

    @PostMapping("/orders")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('SCOPE_orders:write')")
    Map<String, Object> create(@RequestBody Map<String, Object> order, Authentication caller) {
      return Map.of("sku", order.get("sku"), "by", ((Caller) caller.getPrincipal()).id());
    }

    @GetMapping("/orders/{orderId}")
    Map<String, Object> get(@PathVariable String orderId, HttpServletRequest request) {
      return Map.of("id", orderId, "address", request.getRemoteAddr());
    }

    @PostMapping("/orders/{id}")
    String touch(@PathVariable String id) {
      return "touched";
    }

    @GetMapping("/public/orders")
    String publicOrders() {
      return "public";
    }

    @DeleteMapping("/orders/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_orders:admin')")
    void delete(@PathVariable String id) {}

    @GetMapping("/catalogue")
    Map<String, Object> catalogue(Optional<Caller> caller) {
      return Map.of("for", caller.map(Caller::getName).orElse("anyone"));
    }

    @GetMapping("/secret")
    Map<String, Object> secret(Caller caller) {
      return Map.of("for", caller.getName());
    }

    @GetMapping("/{area}/{page}")
    String page(@PathVariable String area, @PathVariable String page) {
      return area + " " + page;
    }

    @GetMapping("/later")
    @PreAuthorize("hasAuthority('SCOPE_orders:read')")
    Callable<List<String>> later(Caller caller) {
      return () -> {
        Authentication seen = SecurityContextHolder.getContext().getAuthentication();
        return List.of(caller.getName(), seen == null ? "nobody" : seen.getName());
      };
    }

    @PostMapping("/photos")
    Map<String, Object> photo(
        @RequestParam String title,
        @RequestParam MultipartFile file,
        @RequestPart Map<String, Object> meta)
        throws IOException {
      return Map.of(
          "title",
          title,
          "name",
          String.valueOf(file.getOriginalFilename()),
          "type",
          String.valueOf(file.getContentType()),
          "size",
          file.getBytes().length,
          "meta",
          meta);
    }

    @GetMapping("/broken")
    Map<String, Object> broken() {
      throw new IllegalStateException("the password of the database is wrong");
    }

    @GetMapping("/undeclared")
    String undeclared() {
      return "reached";
    }
  }
}
