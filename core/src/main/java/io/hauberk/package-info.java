/**
 * The map of the house. {@link io.hauberk.Hauberk} is the front door: one request in, one {@link
 * io.hauberk.Passage} out, in steps and without I/O.
 *
 * <ul>
 *   <li>{@code servlet}: the Jakarta Servlet filter
 *   <li>{@code limit}: how often a caller or an address may ask
 *   <li>{@code leak}: what errors must not tell
 *   <li>{@code identity}: who is calling
 *   <li>{@code apikey}: the text of an API key, and lists of their hashes
 *   <li>{@code contract}: is the request well made
 *   <li>{@code schema}: JSON Schema, compiled
 *   <li>{@code fetch}: the one bounded HTTP client
 *   <li>{@code store}: what replicas share, on Redis or Valkey
 *   <li>{@code secret}: mounted files and their rotation
 *   <li>{@code event}: what a defender sees
 *   <li>{@code json}: strict bytes to a tape; JSON and YAML into one tree
 *   <li>{@code request}: the words that all rooms share
 * </ul>
 */
@NullMarked
package io.hauberk;

import org.jspecify.annotations.NullMarked;
