package io.linkfleet.gateway.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// Where the container sends what ended outside of any endpoint. Called by its path it is no more
/// there than any other.
@Controller
final class ErrorDispatch implements ErrorController {
  @RequestMapping("${spring.web.error.path:${error.path:/error}}")
  Answer error(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? Failures.ofStatus(status)
        : Failures.NOT_FOUND;
  }
}
