This is no program.
# runs: bootstrap
# ends: failed Runtime.ExitError
