/**
 * A small order service of the ordinary kind: controllers, records, state in memory.
 *
 * <p>Begin with {@code openapi.yaml} and {@code application.yaml}; nothing else here is about
 * security, but for {@link OrderController#create}, which asks who is calling.
 */
@NullMarked
package io.hauberk.samples.orders;

import org.jspecify.annotations.NullMarked;
