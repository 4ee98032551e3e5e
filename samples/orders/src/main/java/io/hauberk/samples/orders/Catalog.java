package io.hauberk.samples.orders;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the shop sells. */
@Component
class Catalog {
  private final Map<String, Product> products = new LinkedHashMap<>();

  Catalog() {
    add(new Product("TEA-0001", "Assam, 250 g", 890));
    add(new Product("TEA-0002", "Sencha, 100 g", 1250));
    add(new Product("POT-0001", "Teapot, 1 l", 3900));
    add(new Product("CUP-0001", "Cup", 750));
  }

  private void add(Product product) {
    products.put(product.sku(), product);
  }

  List<Product> products() {
    return List.copyOf(products.values());
  }

  Optional<Product> find(String sku) {
    return Optional.ofNullable(products.get(sku));
  }
}
