package io.hauberk.samples.orders;

/** So many of one product. */
record Line(String sku, int quantity) {}
