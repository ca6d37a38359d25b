package io.strongroom.server.tls;

import java.nio.file.Path;

/**
 * Where the identity of a TLS server is kept, in PEM.
 *
 * @param certificate the server's certificate, followed by those it was issued under
 * @param key the private key to it: PKCS#8, not encrypted, and closed to other users
 */
public record TlsFiles(Path certificate, Path key) {}
