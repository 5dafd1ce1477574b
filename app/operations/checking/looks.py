"""Every look, in the order in which things depend on each other."""

from __future__ import annotations

from collections.abc import Sequence

from app.operations.checking import Look, configuration, machine, queue, storage

LOOKS: Sequence[Look] = (
    Look("Configuration", configuration.complete),
    Look("Secret key", configuration.secret_key),
    Look("Hosts", configuration.hosts),
    Look("Proxies", configuration.proxies),
    Look("Cookies", configuration.cookies),
    Look("Links", configuration.links),
    Look("Languages", configuration.languages),
    Look("Folder", machine.folder),
    Look("Disk", machine.disk),
    Look("File system", machine.file_system),
    Look("Database", storage.answers),
    Look("Kept", storage.kept, needs="Database"),
    Look("Connections", storage.connections, needs="Database"),
    Look("Migrations", storage.migrations, needs="Database"),
    Look("Demo", storage.demo, needs="Migrations"),
    Look("Clock", machine.time, needs="Migrations"),
    Look("Queue", queue.answers),
    Look("Queue's door", queue.closed),
    Look("Queue's memory", queue.kept, needs="Queue"),
    Look("Workers", queue.workers, needs="Queue"),
    Look("Waiting", queue.waiting, needs="Migrations"),
    Look("Mail", configuration.mail),
    Look("Night", storage.night, needs="Migrations"),
    Look("Head", storage.head, needs="Migrations"),
    Look("Record", storage.record, needs="Head", slow=True),
)
