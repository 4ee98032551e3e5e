/**
 * Looks at a contract as an attacker and as a careful colleague would, and says what to mend: what
 * the OWASP API Security Top 10 (2023) asks of a description, missing bounds, patterns that explode
 * elsewhere, paths that two routers read differently, examples that break their own schema.
 *
 * <p>Begin with {@link io.hauberk.lint.ContractLint}; it answers with a {@link
 * io.hauberk.lint.LintReport}. A {@link io.hauberk.lint.LintRule} is what it looks for, and may be
 * silenced or given another {@link io.hauberk.lint.Severity}. Nothing here judges a request: that
 * is left to {@code contract}. Nothing is fetched.
 */
@NullMarked
package io.hauberk.lint;

import org.jspecify.annotations.NullMarked;
