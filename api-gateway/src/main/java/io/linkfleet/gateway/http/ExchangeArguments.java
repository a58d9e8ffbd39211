package io.linkfleet.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands an endpoint the [Exchange] and the [JsonBody] it asks for. Arguments are resolved in the
/// order they are declared: an endpoint that names its caller first reads no stranger's body.
final class ExchangeArguments implements HandlerMethodArgumentResolver {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Exchange.class
        || parameter.getParameterType() == JsonBody.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      ModelAndViewContainer container,
      NativeWebRequest webRequest,
      WebDataBinderFactory binders) {
    HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
    return parameter.getParameterType() == Exchange.class
        ? Exchange.of(request)
        : JsonBody.parse(read(request));
  }

  private static byte[] read(HttpServletRequest request) {
    if (request.getContentLengthLong() <= MAX_BODY_BYTES) {
      byte[] bytes = readSome(request);
      if (bytes.length <= MAX_BODY_BYTES) {
        return bytes;
      }
    }
    throw new Refused(Failures.ofStatus(413), "more than " + MAX_BODY_BYTES + " bytes of body");
  }

  private static byte[] readSome(HttpServletRequest request) {
    try {
      return request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    } catch (IOException e) {
      throw new Refused(Failures.INVALID_BODY, "a body that breaks off or is no chunked one");
    }
  }
}
