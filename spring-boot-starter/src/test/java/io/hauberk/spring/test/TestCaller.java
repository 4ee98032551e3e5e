package io.hauberk.spring.test;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/** Knows the caller of the test that runs in this thread. */
final class TestCaller extends AbstractTestExecutionListener {
  private static final ThreadLocal<@Nullable WithCaller> CURRENT = new ThreadLocal<>();

  /** The {@code Authorization} of the test's caller; empty if the test has none. */
  static Optional<String> authorization(LocalIssuer issuer) {
    return Optional.ofNullable(CURRENT.get())
        .map(
            caller ->
                issuer
                    .token(caller.profile())
                    .subject(caller.name())
                    .scopes(caller.scopes())
                    .bearer());
  }

  @Override
  public void beforeTestMethod(TestContext test) {
    WithCaller own =
        AnnotatedElementUtils.findMergedAnnotation(test.getTestMethod(), WithCaller.class);
    WithCaller caller =
        own == null
            ? TestContextAnnotationUtils.findMergedAnnotation(test.getTestClass(), WithCaller.class)
            : own;
    if (caller != null) {
      CURRENT.set(caller);
    }
  }

  @Override
  public void afterTestMethod(TestContext test) {
    CURRENT.remove();
  }
}
