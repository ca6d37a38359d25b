# Never asks for work.
# timeout: 1
# ends: failed Sandbox.Timedout
while True:
    pass
