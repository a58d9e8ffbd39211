/// What every request and every answer has, whoever serves it: the envelope, the request id, the
/// one log line when it was refused or failed, its span once its caller is known, and answers of
/// our own for what the framework or Tomcat refuses before anybody of us sees it.
package io.linkfleet.gateway.http;
