/// What gateway and worker do about settings they can't start with: each is refused as an
/// [io.linkfleet.settings.InvalidSetting], and the start ends with one line that names the property
/// and never shows a secret.
///
/// The settings themselves are records of the programs; [io.linkfleet.settings.Setting] has what
/// they check with.
package io.linkfleet.settings;
