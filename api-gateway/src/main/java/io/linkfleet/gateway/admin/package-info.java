/// The operator's door: accounts are made, listed, changed and deleted here, with one secret per
/// deployment. Without that secret in the configuration there is no such door.
package io.linkfleet.gateway.admin;
