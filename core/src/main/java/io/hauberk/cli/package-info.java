/**
 * The command line: {@code java -jar hauberk-core-cli.jar lint openapi.yaml}, {@code apikey new},
 * or {@code events verify events.jsonl}.
 *
 * <p>Begin with {@link io.hauberk.cli.Main}. A command reads its arguments, does its work by the
 * public doors of the other rooms, and answers with an exit code: 0 if all is well, 1 if something
 * was found, 2 if it was called wrongly, a file cannot be read or the output cannot be written, 3
 * if it failed itself.
 */
@NullMarked
package io.hauberk.cli;

import org.jspecify.annotations.NullMarked;
