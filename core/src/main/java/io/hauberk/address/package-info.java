/**
 * IP addresses and ranges of them, read strictly from literals and never looked up, and what an
 * address may lead to: {@link io.hauberk.address.Reach}.
 */
@NullMarked
package io.hauberk.address;

import org.jspecify.annotations.NullMarked;
