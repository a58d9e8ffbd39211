/// How fast a worker brings devices online that another one had, and what each login costs it.
package io.linkfleet.bench.takeover;
