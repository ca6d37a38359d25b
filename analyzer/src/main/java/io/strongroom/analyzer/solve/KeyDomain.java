package io.strongroom.analyzer.solve;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a condition key: whether a request can have several values under it, and what
 * values are usual. Of a key that is not known here, any number of any texts is taken for possible.
 *
 * <p>Source: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference,
 * "Condition keys for AWS Secrets Manager".
 *
 * @param many whether there can be several
 * @param always whether every request has it
 * @param usual values to try first
 */
record KeyDomain(boolean many, boolean always, List<String> usual) {
  private static final List<String> FLAG = List.of("true", "false");
  private static final List<String> TEXT = List.of("stranger");
  private static final List<String> TIME = List.of("2030-01-01T00:00:00Z");
  private static final List<String> ACCOUNT = List.of("777788889999");

  private static final Set<String> MANY =
      Set.of(
          "aws:tagkeys",
          "aws:principalorgpaths",
          "aws:resourceorgpaths",
          "aws:sourceorgpaths",
          "aws:calledvia",
          "aws:principalservicenameslist",
          "secretsmanager:addreplicaregions");

  private static final Set<String> ALWAYS =
      Set.of(
          "aws:currenttime",
          "aws:epochtime",
          "aws:securetransport",
          "aws:requestedregion",
          "aws:viaawsservice");

  private static final List<String> PREFIXES_OF_ONE =
      List.of(
          "aws:principaltag/",
          "aws:requesttag/",
          "aws:resourcetag/",
          "secretsmanager:",
          "kms:encryptioncontext:");

  private static final Map<String, List<String>> USUAL =
      Map.ofEntries(
          Map.entry("aws:principalorgid", List.of("o-stranger00")),
          Map.entry("aws:principalorgpaths", List.of("o-stranger00/r-ab12/ou-ab12-11111111/")),
          Map.entry("aws:resourceorgid", List.of("o-stranger00")),
          Map.entry("aws:sourceorgid", List.of("o-stranger00")),
          Map.entry("aws:sourceorgpaths", List.of("o-stranger00/r-ab12/ou-ab12-11111111/")),
          Map.entry("aws:sourceaccount", ACCOUNT),
          Map.entry("aws:principalaccount", ACCOUNT),
          Map.entry("aws:resourceaccount", ACCOUNT),
          Map.entry("aws:sourcearn", List.of("arn:aws:sns:us-east-1:777788889999:topic")),
          Map.entry("aws:principalarn", List.of("arn:aws:iam::777788889999:user/stranger")),
          Map.entry("aws:sourcevpc", List.of("vpc-0123456789abcdef0")),
          Map.entry("aws:sourcevpce", List.of("vpce-0123456789abcdef0")),
          Map.entry("aws:sourceip", List.of("198.51.100.7", "2001:db8::7")),
          Map.entry("aws:vpcsourceip", List.of("10.0.0.7")),
          Map.entry("aws:requestedregion", List.of("us-east-1", "eu-central-1")),
          Map.entry("aws:currenttime", TIME),
          Map.entry("aws:tokenissuetime", TIME),
          Map.entry("aws:epochtime", List.of("1893456000")),
          Map.entry("aws:multifactorauthage", List.of("60")),
          Map.entry("aws:multifactorauthpresent", FLAG),
          Map.entry("aws:securetransport", FLAG),
          Map.entry("aws:viaawsservice", FLAG),
          Map.entry("aws:principalisawsservice", FLAG),
          Map.entry("aws:ec2instancesourcevpc", List.of("vpc-0123456789abcdef0")),
          Map.entry("aws:ec2instancesourceprivateipv4", List.of("10.0.0.7")),
          Map.entry("aws:principalservicename", List.of("events.amazonaws.com")),
          Map.entry("aws:principaltype", List.of("User")),
          Map.entry("aws:userid", List.of("AIDASTRANGERSTRANGER1")),
          Map.entry("aws:username", TEXT),
          Map.entry("aws:useragent", List.of("aws-cli/2.0")),
          Map.entry("aws:referer", List.of("https://example.com/")),
          Map.entry("aws:sourceidentity", TEXT),
          Map.entry("aws:federatedprovider", TEXT),
          Map.entry("aws:calledviafirst", TEXT),
          Map.entry("aws:calledvialast", TEXT),
          Map.entry("sts:externalid", TEXT),
          Map.entry("sts:rolesessionname", TEXT),
          Map.entry("secretsmanager:versionstage", List.of("AWSCURRENT", "AWSPENDING")),
          Map.entry("secretsmanager:blockpublicpolicy", FLAG),
          Map.entry("secretsmanager:forcedeletewithoutrecovery", FLAG),
          Map.entry("secretsmanager:forceoverwritereplicasecret", FLAG),
          Map.entry("secretsmanager:modifyrotationrules", FLAG),
          Map.entry("secretsmanager:rotateimmediately", FLAG),
          Map.entry("secretsmanager:recoverywindowindays", List.of("30", "7")));

  /** Returns what is known of a key; the name in lower case. */
  static KeyDomain of(String name) {
    boolean one =
        !MANY.contains(name)
            && (USUAL.containsKey(name) || PREFIXES_OF_ONE.stream().anyMatch(name::startsWith));
    return new KeyDomain(!one, ALWAYS.contains(name), USUAL.getOrDefault(name, TEXT));
  }
}
