package io.hauberk.samples.orders;

import io.hauberk.request.Caller;
import io.hauberk.samples.orders.Order.Status;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/orders")
class OrderController {
  private final OrderBook orders;

  OrderController(OrderBook orders) {
    this.orders = orders;
  }

  @GetMapping
  List<Order> list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String customerId,
      @RequestParam(defaultValue = "20") int limit) {
    Status wanted = status == null ? null : Status.valueOf(status.toUpperCase(Locale.ROOT));
    return orders.list(wanted, customerId, limit);
  }

  /** The caller is the one whom Hauberk authenticated. */
  @PostMapping
  ResponseEntity<Order> create(
      @RequestBody NewOrder wish,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      Caller caller) {
    Order order = orders.place(wish, caller.id(), key);
    return ResponseEntity.created(URI.create("/orders/" + order.id())).body(order);
  }

  @GetMapping("/{orderId}")
  Order get(@PathVariable String orderId) {
    return orders.get(orderId);
  }

  @PatchMapping("/{orderId}")
  Order change(@PathVariable String orderId, @RequestBody OrderChange change) {
    return orders.change(orderId, change);
  }

  @PostMapping("/{orderId}/lines")
  Order addLine(@PathVariable String orderId, @RequestBody Line line) {
    return orders.add(orderId, line);
  }

  @PutMapping("/{orderId}/cancellation")
  Order cancel(@PathVariable String orderId, @RequestBody Cancellation cancellation) {
    return orders.cancel(orderId, cancellation);
  }
}
