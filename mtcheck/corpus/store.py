"""The folder of a corpus run, at any address: whole files or none, so that whatever is there can be trusted."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import uuid4

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message

STATE = "_state"  # readers of data sets pass over names that begin so


class Store:
    """Reads and writes files below an address.

    Args:
        address: A folder, or an address that fsspec knows: ``s3://bucket/run``.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def __reduce__(self) -> tuple[object, ...]:
        return Store, (self.address,)  # connections are each process's own

    @cached_property
    def _system(self) -> fsspec.AbstractFileSystem:
        return filesystem_of(self.address)[0]

    @cached_property
    def _root(self) -> str:
        return filesystem_of(self.address)[1].rstrip("/")

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all; one that is there is replaced.

        Args:
            name: Below the address, parts joined by ``/``.
            data: What it holds.
        """
        path = f"{self._root}/{name}"
        self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
        if "file" not in _protocols(self._system):
            self._system.pipe_file(path, data)  # object stores show an object once it is whole
            return
        made = f"{path.rpartition('/')[0]}/.{uuid4().hex}"
        self._system.pipe_file(made, data)
        self._system.mv(made, path)

    def write_json(self, name: str, data: object) -> None:
        """Write a JSON file; see :meth:`write`."""
        self.write(name, json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")

    def write_table(self, name: str, table: pa.Table) -> None:
        """Write a Parquet file; the same table gives the same bytes. See :meth:`write`."""
        packed = io.BytesIO()
        pq.write_table(table, packed, compression="zstd")
        self.write(name, packed.getvalue())

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, None where there is none."""
        try:
            return bytes(self._system.cat_file(f"{self._root}/{name}"))
        except FileNotFoundError:
            return None

    def read_json(self, name: str) -> Any:
        """Return what a JSON file holds, None where there is none."""
        data = self.read(name)
        return None if data is None else json.loads(data)

    def read_table(self, name: str) -> pa.Table | None:
        """Return a Parquet file's table, None where there is none."""
        data = self.read(name)
        return None if data is None else pq.read_table(io.BytesIO(data))

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder below the address, sorted."""
        try:
            found: Iterable[str] = self._system.ls(f"{self._root}/{folder}", detail=False)
        except FileNotFoundError:
            return []
        return sorted(name for path in found if not (name := path.rpartition("/")[2]).startswith("."))

    def remove_all(self, folders: Iterable[str]) -> None:
        """Delete folders and files below the address, where they are there."""
        for folder in folders:
            path = f"{self._root}/{folder}"
            if self._system.exists(path):
                self._system.rm(path, recursive=True)
        self._system.invalidate_cache()

    def is_empty(self) -> bool:
        """Say whether there is nothing at the address."""
        return not self._system.exists(self._root) or not self._system.ls(self._root, detail=False)


def filesystem_of(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """Return the file system of an address, and the path in it.

    Raises:
        ConfigError: No file system is known by that name, or its package is not installed.
    """
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ValueError, ImportError) as error:
        raise ConfigError(Message("no such store: {error}", error=str(error)), key=address) from error
    return system, path


def _protocols(system: fsspec.AbstractFileSystem) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)
