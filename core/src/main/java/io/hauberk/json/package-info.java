/**
 * Strict JSON: octets become a flat tape that checks can walk without allocating, or a tree for
 * documents that are read once, such as contracts and key sets. YAML is read into the same tree.
 *
 * <p>Begin with {@link io.hauberk.json.Json} and {@link io.hauberk.json.JsonValue} for documents,
 * with {@link io.hauberk.json.JsonTape} for request bodies. {@link io.hauberk.json.JsonPointer}
 * names a place in either. Whatever two readers could understand differently is refused: a name
 * twice in one object, broken UTF-8, lone surrogates, anything after the value. What the values
 * mean is left to others: schemas to {@code schema}, claims to {@code identity}.
 */
@NullMarked
package io.hauberk.json;

import org.jspecify.annotations.NullMarked;
