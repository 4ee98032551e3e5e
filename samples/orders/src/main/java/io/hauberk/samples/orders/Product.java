package io.hauberk.samples.orders;

/** Something that can be ordered. */
record Product(String sku, String name, long priceCents) {}
