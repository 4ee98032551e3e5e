package io.hauberk.samples.orders;

import io.hauberk.samples.orders.Order.Status;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** All orders, in memory. */
@Component
class OrderBook {
  private static final int MAX_LINES = 50;

  private final Catalog catalog;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, Order> orders = new ConcurrentHashMap<>();
  private final Map<String, Order> placedByKey = new ConcurrentHashMap<>();

  OrderBook(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Places an order.
   *
   * @param key the same key of the same caller twice places one order; null for no such promise
   */
  Order place(NewOrder wish, String caller, @Nullable String key) {
    return key == null
        ? place(wish, caller)
        : placedByKey.computeIfAbsent(caller + ' ' + key, absent -> place(wish, caller));
  }

  private Order place(NewOrder wish, String caller) {
    long total = 0;
    for (Line line : wish.lines()) {
      total += line.quantity() * priceOf(line);
    }
    Order order =
        new Order(
            newId(),
            wish.customerId(),
            Status.OPEN,
            wish.lines(),
            wish.delivery(),
            wish.note(),
            null,
            total,
            caller,
            clock.instant());
    orders.put(order.id(), order);
    return order;
  }

  private static String newId() {
    return "ord_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  private long priceOf(Line line) {
    return catalog
        .find(line.sku())
        .orElseThrow(() -> problem(HttpStatus.UNPROCESSABLE_CONTENT, "No such product."))
        .priceCents();
  }

  List<Order> list(@Nullable Status status, @Nullable String customerId, int limit) {
    return orders.values().stream()
        .filter(order -> status == null || order.status() == status)
        .filter(order -> customerId == null || order.customerId().equals(customerId))
        .sorted(Comparator.comparing(Order::placedAt).reversed())
        .limit(limit)
        .toList();
  }

  Order get(String id) {
    Order order = orders.get(id);
    if (order == null) {
      throw problem(HttpStatus.NOT_FOUND, "No such order.");
    }
    return order;
  }

  Order change(String id, OrderChange change) {
    return replace(id, order -> order.with(change));
  }

  Order add(String id, Line line) {
    long price = priceOf(line);
    return replace(
        id,
        order -> {
          if (order.lines().size() == MAX_LINES) {
            throw problem(HttpStatus.CONFLICT, "The order has as many lines as it may.");
          }
          return order.with(line, price);
        });
  }

  Order cancel(String id, Cancellation why) {
    return replace(id, order -> order.with(why));
  }

  private Order replace(String id, UnaryOperator<Order> change) {
    Order changed =
        orders.computeIfPresent(
            id,
            (key, order) -> {
              if (order.status() != Status.OPEN) {
                throw problem(HttpStatus.CONFLICT, "The order is not open any more.");
              }
              return change.apply(order);
            });
    return changed == null ? get(id) : changed;
  }

  Statistics statistics(@Nullable LocalDate from, @Nullable LocalDate to) {
    List<Order> counted =
        orders.values().stream()
            .filter(order -> from == null || !dayOf(order).isBefore(from))
            .filter(order -> to == null || !dayOf(order).isAfter(to))
            .toList();
    List<Order> kept =
        counted.stream().filter(order -> order.status() != Status.CANCELLED).toList();
    return new Statistics(
        counted.size(),
        counted.size() - kept.size(),
        kept.stream().mapToLong(Order::totalCents).sum());
  }

  private static LocalDate dayOf(Order order) {
    return LocalDate.ofInstant(order.placedAt(), ZoneOffset.UTC);
  }

  private static ResponseStatusException problem(HttpStatus status, String detail) {
    return new ResponseStatusException(status, detail);
  }
}
