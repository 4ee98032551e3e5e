package io.hauberk.samples.orders;

import org.jspecify.annotations.Nullable;

/** What a caller changes in an order; what is absent stays as it is. */
record OrderChange(@Nullable Address delivery, @Nullable String note) {}
