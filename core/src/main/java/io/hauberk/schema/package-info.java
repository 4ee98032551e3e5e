/**
 * JSON Schema, compiled once into small checks over the tape of a JSON text: 2020-12, and the
 * schema dialects of OpenAPI 3.1 and 3.0.
 *
 * <p>Begin with {@link io.hauberk.schema.SchemaCompiler}; a {@link io.hauberk.schema.Schema} is
 * what it hands out. All that can be wrong with a schema is refused when it is compiled ({@link
 * io.hauberk.schema.SchemaException}), all that is merely odd is a {@link
 * io.hauberk.schema.SchemaNote}, and what is wrong with an instance is told as {@link
 * io.hauberk.schema.Findings}. The keywords hide in the room: one small class each.
 *
 * <p>Nothing here fetches a document, reads YAML, knows an OpenAPI operation or decodes a
 * parameter.
 */
@NullMarked
package io.hauberk.schema;

import org.jspecify.annotations.NullMarked;
