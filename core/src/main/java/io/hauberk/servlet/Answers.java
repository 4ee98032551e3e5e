package io.hauberk.servlet;

import io.hauberk.Answer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes the front door's own answers. */
final class Answers {

  static void write(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    if (answer.body().length > 0) {
      response.getOutputStream().write(answer.body());
    }
  }

  private Answers() {}
}
