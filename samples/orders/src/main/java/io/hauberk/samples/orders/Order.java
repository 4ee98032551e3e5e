package io.hauberk.samples.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order. Each change is a new value. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Order(
    String id,
    String customerId,
    Status status,
    List<Line> lines,
    Address delivery,
    @Nullable String note,
    @Nullable Cancellation cancellation,
    long totalCents,
    String placedBy,
    Instant placedAt) {

  enum Status {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("shipped")
    SHIPPED,
    @JsonProperty("cancelled")
    CANCELLED
  }

  Order {
    lines = List.copyOf(lines);
  }

  Order with(OrderChange change) {
    Address newDelivery = change.delivery() == null ? delivery : change.delivery();
    String newNote = change.note() == null ? note : change.note();
    return new Order(
        id,
        customerId,
        status,
        lines,
        newDelivery,
        newNote,
        cancellation,
        totalCents,
        placedBy,
        placedAt);
  }

  Order with(Line line, long priceCents) {
    List<Line> longer = new ArrayList<>(lines);
    longer.add(line);
    return new Order(
        id,
        customerId,
        status,
        longer,
        delivery,
        note,
        cancellation,
        totalCents + line.quantity() * priceCents,
        placedBy,
        placedAt);
  }

  Order with(Cancellation why) {
    return new Order(
        id,
        customerId,
        Status.CANCELLED,
        lines,
        delivery,
        note,
        why,
        totalCents,
        placedBy,
        placedAt);
  }
}
