package io.linkfleet.gateway.instance;

/// Whether webhooks may lead to private addresses.
public record WebhookSettings(boolean allowPrivateAddresses) {}
