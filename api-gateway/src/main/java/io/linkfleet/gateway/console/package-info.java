/// The page for browsers: `/` and what it loads from `/console/`. Its files are on the class path,
/// built from `api-gateway/console`. Nothing of a tenant is in them: what the page shows it asks
/// the API for. `linkfleet.console.enabled=false` leaves it out.
package io.linkfleet.gateway.console;
