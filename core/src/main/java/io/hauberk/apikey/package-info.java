/**
 * API keys: the text that a caller is given once, and the list of hashes that a service is given in
 * its place.
 *
 * <p>Begin with {@link ApiKey}; {@link ApiKeyList} is the file. Who a request's key belongs to is
 * found in {@code identity}; how a key reaches its caller is left to the operator.
 */
@NullMarked
package io.hauberk.apikey;

import org.jspecify.annotations.NullMarked;
