"""Functions that tell a test before and after each step, and wait until they may go on.

HALT_PORT is where the test listens: a line with the step goes there, and any line comes back.
"""

import os
import socket

import postgresql


def halt(moment, step):
    with socket.create_connection(("127.0.0.1", int(os.environ["HALT_PORT"]))) as connection:
        connection.sendall(f"{moment} {step}\n".encode())
        connection.recv(1)


def halting(function, event, context):
    halt("before", event["Step"])
    function(event, context)
    halt("after", event["Step"])


def single_user(event, context):
    halting(postgresql.single_user, event, context)


def alternating_users(event, context):
    halting(postgresql.alternating_users, event, context)
