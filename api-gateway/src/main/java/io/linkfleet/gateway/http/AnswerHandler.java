package io.linkfleet.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Writes the [Answer] an endpoint returns.
final class AnswerHandler implements HandlerMethodReturnValueHandler {
  @Override
  public boolean supportsReturnType(MethodParameter returnType) {
    return returnType.getParameterType() == Answer.class;
  }

  @Override
  public void handleReturnValue(
      Object value,
      MethodParameter returnType,
      ModelAndViewContainer container,
      NativeWebRequest request)
      throws IOException {
    container.setRequestHandled(true);
    Answer answer = (Answer) value;
    answer
        .failureText()
        .ifPresent(
            Exchange.of(request.getNativeRequest(HttpServletRequest.class))::becauseIfUnsaid);
    Answers.write(request.getNativeResponse(HttpServletResponse.class), answer);
  }
}
