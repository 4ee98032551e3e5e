/**
 * The service's own OpenAPI contract (3.0 and 3.1): read, linted and compiled once, then asked
 * about each request. What it does not declare does not exist.
 *
 * <p>Begin with {@link io.hauberk.contract.Contract}: it reads a document, and routes a {@link
 * io.hauberk.contract.RequestTarget} to a {@link io.hauberk.contract.ContractOperation}, which
 * judges parameters, media types and body. All that can be wrong with a document is found while
 * reading it, with a pointer to the place; all that can be wrong with a request is answered as a
 * {@link io.hauberk.request.Decision}.
 *
 * <p>Who is calling, and whether the caller may, is left to others: this room only tells which
 * security the contract asks for. Nothing here reads a stream, fetches a reference or writes a log.
 */
@NullMarked
package io.hauberk.contract;

import org.jspecify.annotations.NullMarked;
