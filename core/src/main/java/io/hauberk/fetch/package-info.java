/**
 * The one HTTP client of the house: fetches a small public document, such as a key set, or has a
 * form answered, such as a request for a token, within bounds of address, size and time.
 *
 * <p>Begin with {@link io.hauberk.fetch.HttpFetcher}. It never follows a redirect, never blocks its
 * caller and believes nothing of what the server says about the document; whoever asked for it
 * judges the bytes.
 */
@NullMarked
package io.hauberk.fetch;

import org.jspecify.annotations.NullMarked;
