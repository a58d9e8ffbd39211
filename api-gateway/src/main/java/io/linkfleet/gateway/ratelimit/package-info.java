/// What is left of a caller's budget, told on every response, and whose budget it is when there is
/// no valid token: the client's address. The counting itself is the registry's.
package io.linkfleet.gateway.ratelimit;
