package io.hauberk.samples.orders;

/** Where an order goes. */
record Address(String street, String postcode, String city, String country) {}
