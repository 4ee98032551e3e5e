@NullMarked
package io.hauberk.spring;

import org.jspecify.annotations.NullMarked;
