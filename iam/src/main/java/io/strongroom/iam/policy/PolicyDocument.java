package io.strongroom.iam.policy;
/** Stub. */
public record PolicyDocument(String text) {}
