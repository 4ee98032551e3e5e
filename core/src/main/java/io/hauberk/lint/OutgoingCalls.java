package io.hauberk.lint;

import static io.hauberk.lint.ApiRisk.API10;
import static io.hauberk.lint.ApiRisk.API7;

import io.hauberk.lint.OperationSite.Response;
import java.util.List;
import java.util.Locale;

/** The calls that the service makes: callbacks and webhooks, and what it gets for them. */
final class OutgoingCalls implements Check {
  private static final LintRule CHOSEN =
      LintRule.warning("callback-url", API7, "Callbacks go to addresses that are known or held.");
  private static final LintRule CLEARTEXT =
      LintRule.error("no-cleartext-callbacks", API10, "Callbacks are sent by https.");
  private static final LintRule SECURED =
      LintRule.warning(
          "callback-security", API10, "The receiver of a callback can tell who sends it.");
  private static final LintRule ANSWER =
      LintRule.warning(
          "callback-answer-schema", API10, "What the receiver of a callback answers is judged.");
  private static final LintRule REDIRECT =
      LintRule.warning(
          "callback-redirect", API10, "The receiver of a callback does not send it elsewhere.");

  @Override
  public List<LintRule> rules() {
    return List.of(CHOSEN, CLEARTEXT, SECURED, ANSWER, REDIRECT);
  }

  @Override
  public void check(ContractModel contract, Complaints complaints) {
    for (Place callback : contract.callbacks()) {
      for (Place item : callback.members()) {
        String url = item.key().toLowerCase(Locale.ROOT);
        if (url.startsWith("http:") || url.startsWith("ws:")) {
          complaints.add(
              CLEARTEXT, item, "what is sent travels in clear text. Write it with https");
        } else if (url.startsWith("{$request.")) {
          complaints.add(
              CHOSEN,
              item,
              "the caller chooses where the service calls (SSRF). Take the address at registration"
                  + " and prove it, or hold it to known hosts, and send by an egress rule");
        }
      }
    }
    for (OperationSite operation : contract.called()) {
      if (!operation.place().has("security")) {
        complaints.add(
            SECURED,
            operation.place(),
            "nothing says how the receiver can tell that this service calls. Add security: a"
                + " signature header, a token or mutualTLS");
      }
      for (Response response : operation.responses()) {
        answer(response, complaints);
      }
    }
  }

  private static void answer(Response response, Complaints complaints) {
    if (response.status().startsWith("3")) {
      complaints.add(
          REDIRECT,
          response.place(),
          "a redirection that is followed leads behind every check of the first address. Declare"
              + " that it is not followed, and remove it");
    }
    for (Place media : response.place().members("content")) {
      if (!media.has("schema") && !media.has("itemSchema")) {
        complaints.add(
            ANSWER,
            media,
            "the answer of somebody else's service is taken whatever it holds. Add a schema with"
                + " bounds");
      }
    }
  }
}
