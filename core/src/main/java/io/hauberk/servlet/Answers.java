package io.hauberk.servlet;

import io.hauberk.Answer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes the front door's own answers. */
final class Answers {

  static void write(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (answer.body().length > 0) {
      response.setContentLength(answer.body().length);
      response.getOutputStream().write(answer.body());
    }
  }

  private Answers() {}
}
