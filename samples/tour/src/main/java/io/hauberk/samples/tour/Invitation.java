package io.hauberk.samples.tour;

import java.nio.file.Path;

/** What {@code --serve} prints: requests to try by hand, with tokens for an hour. */
final class Invitation {

  static String text(String origin, Issuer issuer, Path log) {
    return """
    The order service runs until Ctrl-C. Tokens are good for an hour; paste them into another shell:

    READ='%2$s'
    WRITE='%3$s'
    ADMIN='%4$s'
    JSON='Content-Type: application/json'

    curl -i %1$s/catalog
    curl -i %1$s/orders
    curl -i -H "Authorization: Bearer $READ" '%1$s/orders?status=open&limit=10'
    curl -i -H "Authorization: Bearer $READ" '%1$s/orders?debug=true'
    curl -i -H "Authorization: Bearer $READ" -X DELETE %1$s/orders
    curl -i -H "Authorization: Bearer $READ" --path-as-is %1$s/catalog/../orders
    curl -i -H "Authorization: Bearer $WRITE" -H "$JSON" -d '{"customerId":"c-1001","lines":[{"sku":"TEA-0001","quantity":2}],
      "delivery":{"street":"Am Ring 1","postcode":"1010","city":"Wien","country":"AT"}}' %1$s/orders
    curl -i -H "Authorization: Bearer $WRITE" -H "$JSON" -d '{"customerId":"c-1001","lines":[]}' %1$s/orders
    for i in 1 2 3 4 5 6; do curl -si -H "Authorization: Bearer $ADMIN" %1$s/statistics | head -1; done

    What the service tells of the refusals:

    grep request_refused '%5$s'
    """
        .formatted(
            origin,
            issuer.token("alice", "orders:read").signed(),
            issuer.token("bob", "orders:read orders:write").signed(),
            issuer.token("carol", "orders:admin").signed(),
            log);
  }

  private Invitation() {}
}
