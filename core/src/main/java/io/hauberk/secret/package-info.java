/**
 * Mounted secrets: reads key material and passwords from files and notices when they are rotated.
 *
 * <p>Begin with {@link io.hauberk.secret.SecretDirectory} for a mount and {@link
 * io.hauberk.secret.SecretFile} for one file; a {@link io.hauberk.secret.Secret} is what they hand
 * out, and {@link io.hauberk.secret.SecretPoller} tells of rotation. Nothing here decrypts, calls a
 * vault or writes: the platform mounts the files, this room only reads them well.
 */
@NullMarked
package io.hauberk.secret;

import org.jspecify.annotations.NullMarked;
