package io.strongroom.server.tls;

import io.strongroom.keys.Entropy;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * Makes a certificate for an elliptic curve key that signs it itself (RFC 5280). The one class that
 * uses Bouncy Castle, and it is loaded by {@code init --tls} only.
 */
final class SelfSigned {
  /** Long enough to try things out; clients limit certificates to 398 days. */
  private static final Duration VALIDITY = Duration.ofDays(365);

  /** Clocks of clients may be behind. */
  private static final Duration SKEW = Duration.ofHours(1);

  /** At most 20 with a sign, and not to be guessed; RFC 5280, 4.1.2.2. */
  private static final int SERIAL_BYTES = 16;

  private static final X500Name SUBJECT = new X500Name("CN=Strongroom");

  private SelfSigned() {}

  /** Returns the certificate in DER, valid for {@code names} from an hour before {@code now}. */
  static byte[] certificate(
      PublicKey subject, PrivateKey signer, List<String> names, Instant now, Entropy entropy)
      throws GeneralSecurityException {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            SUBJECT,
            new BigInteger(1, entropy.bytes(SERIAL_BYTES)),
            Date.from(now.minus(SKEW)),
            Date.from(now.plus(VALIDITY)),
            SUBJECT,
            subject);
    try {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      return builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
          .addExtension(Extension.subjectAlternativeName, false, alternativeNames(names))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              identifiers.createSubjectKeyIdentifier(subject))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              identifiers.createAuthorityKeyIdentifier(subject))
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer))
          .getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static GeneralNames alternativeNames(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(
                name ->
                    IPAddress.isValid(name)
                        ? new GeneralName(GeneralName.iPAddress, name)
                        : new GeneralName(GeneralName.dNSName, name.toLowerCase(Locale.ROOT)))
            .toArray(GeneralName[]::new));
  }
}
