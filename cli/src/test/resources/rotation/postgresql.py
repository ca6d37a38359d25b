"""Functions that rotate users of PostgreSQL."""

import sys

import pgdb
import rotation

ENGINES = ("postgres", "aurora-postgresql")
EXCLUDED = ":/@\"'\\"
LONGEST_NAME = 63

AUTHORITIES = "/etc/pki/tls/cert.pem"
SECONDS_TO_CONNECT = 5


def connect(login, tls):
    """Logs in; returns None if that is refused."""
    security = (
        {"sslmode": "verify-full", "sslrootcert": AUTHORITIES} if tls else {"sslmode": "disable"}
    )
    try:
        return pgdb.connect(
            host=login["host"],
            port=int(login.get("port", 5432)),
            user=login["username"],
            password=login["password"],
            database=login.get("dbname", "postgres"),
            connect_timeout=SECONDS_TO_CONNECT,
            **security,
        )
    except pgdb.Error:
        return None


def identifier(cursor, name):
    """Returns a name as it must be in a statement."""
    cursor.execute("SELECT quote_ident(%s)", (name,))
    return cursor.fetchone()[0].replace("%", "%%")


def change_own_password(connection, pending):
    provide_password(connection.cursor(), "ALTER", pending)


def provide_password(cursor, verb, pending):
    name = identifier(cursor, pending["username"])
    cursor.execute(f"{verb} USER {name} WITH PASSWORD %s", (pending["password"],))


def provide(connection, current, pending):
    """Makes the other user, as a member of the first, or gives it a new password."""
    cursor = connection.cursor()
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (pending["username"],))
    if cursor.fetchone():
        provide_password(cursor, "ALTER", pending)
        return
    provide_password(cursor, "CREATE", pending)
    first, other = identifier(cursor, current), identifier(cursor, pending["username"])
    cursor.execute(f"GRANT {first} TO {other}", ())


def single_user(event, context):
    rotation.step(event, sys.modules[__name__], rotation.SingleUser())


def alternating_users(event, context):
    rotation.step(event, sys.modules[__name__], rotation.AlternatingUsers())
