/// The description of the API for programs (`/openapi.json`) and a page to read and try it
/// (`/docs`). The description is kept by hand in `docs/openapi.yaml`: the texts of the answers are
/// the contract, and no signature of ours tells them. Tests compare it with the endpoints there are
/// and with the answers they give. The page loads nothing from elsewhere.
package io.linkfleet.gateway.docs;
