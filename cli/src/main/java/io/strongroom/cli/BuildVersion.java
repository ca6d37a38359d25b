package io.strongroom.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which version this is. */
final class BuildVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = BuildVersion.class.getPackage().getImplementationVersion();
    return new String[] {
      "strongroom " + (version == null ? "(unpackaged)" : version), "Java " + Runtime.version()
    };
  }
}
