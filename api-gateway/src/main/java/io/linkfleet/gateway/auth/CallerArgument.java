package io.linkfleet.gateway.auth;

import io.linkfleet.gateway.http.Failures;
import io.linkfleet.gateway.http.Refused;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.TokenHash;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands an endpoint its caller, of the kind it declares, or refuses the request with 401. An
/// endpoint that declares no caller is open to everybody. One that outlasts the moment at the door
/// may ask for the hash of the token too.
final class CallerArgument implements HandlerMethodArgumentResolver {
  private final Rejections rejections;

  CallerArgument(Rejections rejections) {
    this.rejections = rejections;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    return Caller.class.isAssignableFrom(type) || type == TokenHash.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      ModelAndViewContainer container,
      NativeWebRequest webRequest,
      WebDataBinderFactory binders) {
    HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
    Class<?> type = parameter.getParameterType();
    return switch ((Welcome) request.getAttribute(DoorFilter.WELCOME)) {
      case Welcome.Known(Caller caller, _) when type.isInstance(caller) -> caller;
      case Welcome.Known(_, TokenHash token) when type.isInstance(token) -> token;
      case Welcome.Known known -> throw refused("a token of the wrong kind");
      case Welcome.Unknown(String reason) -> throw refused(reason);
      case Welcome.Undecided(var cause) -> throw cause;
    };
  }

  private Refused refused(String reason) {
    rejections.invalidToken();
    return new Refused(Failures.INVALID_TOKEN, reason);
  }
}
