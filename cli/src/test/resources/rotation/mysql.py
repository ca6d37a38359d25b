"""Functions that rotate users of MySQL and MariaDB."""

import sys

import pymysql
import rotation

ENGINES = ("mysql", "aurora-mysql", "mariadb")
EXCLUDED = "/@\"'\\"
LONGEST_NAME = 80

AUTHORITIES = "/etc/pki/tls/cert.pem"
SECONDS_TO_CONNECT = 5


def connect(login, tls):
    """Logs in; returns None if that is refused."""
    try:
        return pymysql.connect(
            host=login["host"],
            port=int(login.get("port", 3306)),
            user=login["username"],
            password=login["password"],
            database=login.get("dbname"),
            connect_timeout=SECONDS_TO_CONNECT,
            ssl={"ca": AUTHORITIES} if tls else None,
        )
    except (pymysql.err.MySQLError, OSError):
        return None


def is_mariadb(cursor):
    cursor.execute("SELECT VERSION()")
    return "MariaDB" in cursor.fetchone()[0]


def change_own_password(connection, pending):
    cursor = connection.cursor()
    if is_mariadb(cursor):
        cursor.execute("SET PASSWORD = PASSWORD(%s)", (pending["password"],))
    else:
        cursor.execute("ALTER USER USER() IDENTIFIED BY %s", (pending["password"],))


def provide(connection, current, pending):
    """Makes the other user with the rights of the first, or gives it a new password."""
    cursor = connection.cursor()
    name, password = pending["username"], pending["password"]
    cursor.execute("SELECT User FROM mysql.user WHERE User = %s", (name,))
    if not cursor.fetchall():
        cursor.execute("CREATE USER %s IDENTIFIED BY %s", (name, password))
    cursor.execute("SHOW GRANTS FOR %s", (current,))
    for (grant,) in cursor.fetchall():
        rights = grant.split(" TO ")[0].replace("%", "%%")
        cursor.execute(rights + " TO %s", (name,))
    if is_mariadb(cursor):
        cursor.execute("SET PASSWORD FOR %s = PASSWORD(%s)", (name, password))
    else:
        cursor.execute("ALTER USER %s IDENTIFIED BY %s", (name, password))


def single_user(event, context):
    rotation.step(event, sys.modules[__name__], rotation.SingleUser())


def alternating_users(event, context):
    rotation.step(event, sys.modules[__name__], rotation.AlternatingUsers())
