package io.hauberk.samples.orders;

/** Figures of a time. */
record Statistics(long orders, long cancelled, long turnoverCents) {}
