/// What the door costs Redis: deciding who calls and whether it may, beside a plain `SET`.
package io.linkfleet.bench.limiter;
