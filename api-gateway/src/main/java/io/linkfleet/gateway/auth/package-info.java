/// The door to `/api`: finds the token a request carries, asks the registry whose it is and whether
/// its budget allows one more, and hands the caller to the endpoint. Who is over budget is turned
/// away here; who has no valid token is turned away by the endpoint, so that a path which does not
/// exist is `Not found` for everybody.
package io.linkfleet.gateway.auth;
