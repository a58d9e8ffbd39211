/// Accounts and their instances, made and linked through the API as any caller would, with the
/// simulator's phones scanning the codes.
package io.linkfleet.bench.tenant;
