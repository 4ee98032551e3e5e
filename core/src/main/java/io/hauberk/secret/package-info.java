/**
 * Mounted secrets: reads key material and passwords from files and notices when they are rotated.
 *
 * <p>Begin with {@link io.hauberk.secret.SecretSource}, which says what is read and as what; {@link
 * io.hauberk.secret.SecretPoller} opens it as a {@link io.hauberk.secret.SecretHandle} and keeps
 * that fresh. {@link io.hauberk.secret.MountedTls} makes TLS of two of them. Nothing here decrypts,
 * calls a vault or writes: the platform mounts the files, this room only reads them well.
 */
@NullMarked
package io.hauberk.secret;

import org.jspecify.annotations.NullMarked;
