package io.hauberk.samples.orders;

/** Why an order is cancelled. */
record Cancellation(String reason) {}
