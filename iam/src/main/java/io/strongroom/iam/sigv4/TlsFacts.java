package io.strongroom.iam.sigv4;

/**
 * How a connection is protected, for the record of what happened on it (requirement AUD-7).
 *
 * @param protocol as the JDK names it: {@code TLSv1.3} or {@code TLSv1.2}
 * @param cipherSuite by its registered name, such as {@code TLS_AES_128_GCM_SHA256}
 */
public record TlsFacts(String protocol, String cipherSuite) {}
