package io.hauberk.samples.orders;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as a caller places it. */
record NewOrder(String customerId, List<Line> lines, Address delivery, @Nullable String note) {}
