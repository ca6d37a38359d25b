# Ends before it asks for work.
# ends: failed Runtime.ExitError
# log: exit status 4
import sys

sys.exit(4)
