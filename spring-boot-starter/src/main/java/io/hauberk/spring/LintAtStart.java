package io.hauberk.spring;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/** Has the contracts looked over as soon as the application is ready, and not before. */
final class LintAtStart implements ApplicationListener<ApplicationReadyEvent> {
  private final ApplicationContext context;
  private final Contracts contracts;

  LintAtStart(ApplicationContext context, Contracts contracts) {
    this.context = context;
    this.contracts = contracts;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (event.getApplicationContext() == context) {
      contracts.takeLint().begin();
    }
  }
}
