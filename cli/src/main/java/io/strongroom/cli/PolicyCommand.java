package io.strongroom.cli;

import picocli.CommandLine.Command;

/** {@code policy}: what policies mean, by proof. Needs no server. */
@Command(
    name = "policy",
    description = "Proves what policies allow: checks, explains and compares them.",
    subcommands = {
      CheckPolicyCommand.class,
      ExplainPolicyCommand.class,
      ComparePoliciesCommand.class,
      WhoCanCommand.class
    },
    mixinStandardHelpOptions = true)
final class PolicyCommand {}
