"""The key store, apart from the database: data keys, each wrapped by the vault key, each destroyed alone."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Column,
    Engine,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    delete,
    make_url,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from coordination.kernel.clock import now
from coordination.kernel.db import Moment, prepare_engine

KEY_BYTES = 32
NONCE_BYTES = 12
CACHED_KEYS = 20_000
# A destroyed key may live on in the memory of other processes; this bounds for how long.
CACHE_SECONDS = 300

_metadata = MetaData()
_data_key = Table(
    "data_key",
    _metadata,
    Column("id", String(32), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
)

_DELETE = delete(_data_key).where(_data_key.c.id == bindparam("gone"))


class KeyGone(LookupError):
    """The key was destroyed, or never was in this store: what it sealed cannot be read."""


class WrongVaultKey(ValueError):
    """The key was wrapped under another vault key than this installation's."""


class KeyStore:
    """Data keys by id. Thread-safe; the store's tables are made at first use."""

    def __init__(self, url: str, vault_key: bytes) -> None:
        self._url = make_url(url)
        self._wrapping = AESGCM(vault_key)
        self._lock = Lock()
        self._engine: Engine | None = None
        self._cache: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    @property
    def engine(self) -> Engine:
        """The store's own engine; its file and folder are readable by the owner alone."""
        with self._lock:
            if self._engine is None:
                self._engine = self._open()
            return self._engine

    def new_key(self) -> str:
        """Make a data key, committed in the store at once; an orphan left by a failed act harms nothing."""
        key_id = secrets.token_urlsafe(18)
        self._remember(key_id, self._add(key_id))
        return key_id

    def new_keys(self, count: int) -> list[str]:
        """Make ``count`` data keys in one transaction, for imports and the demo world."""
        made = {secrets.token_urlsafe(18): AESGCM.generate_key(KEY_BYTES * 8) for _ in range(count)}
        if made:
            rows = [self._row(key_id, key, now()) for key_id, key in made.items()]
            with self.engine.begin() as connection:
                connection.execute(_data_key.insert(), rows)
        for key_id, key in made.items():
            self._remember(key_id, key)
        return list(made)

    def ensure(self, key_id: str) -> None:
        """Make the key of this name unless it exists: for the one key that belongs to the installation."""
        try:
            self.data_key(key_id)
        except KeyGone:
            try:
                self._add(key_id)
            except IntegrityError:
                return  # another process was first; its key is read at the next use

    def data_key(self, key_id: str) -> bytes:
        """The key itself, 32 bytes. Raises KeyGone."""
        key = self._recall(key_id)
        if key is None:
            self.preload([key_id])
            key = self._recall(key_id)
        if key is None:
            raise KeyGone(key_id)
        return key

    def preload(self, key_ids: Iterable[str]) -> None:
        """Load the keys not yet in memory in one statement; a missing one raises only when it is used."""
        wanted = {key_id for key_id in key_ids if self._recall(key_id) is None}
        if not wanted:
            return
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(_data_key.c.id, _data_key.c.wrapped).where(_data_key.c.id.in_(wanted))
            ).all()
        for key_id, wrapped in rows:
            self._remember(key_id, self._unwrap(key_id, wrapped))

    def destroy(self, key_id: str) -> None:
        """Forget the key for good: everything it sealed is unreadable, in backups of the database too."""
        with self.engine.begin() as connection:
            connection.execute(_DELETE, {"gone": key_id})
        with self._lock:
            self._cache.pop(key_id, None)

    def list_wrapped(self) -> list[tuple[str, bytes, datetime]]:
        """Every key as it is stored, wrapped, with its name and age: for the store's own backup."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(select(_data_key).order_by(_data_key.c.id))]

    def put_wrapped(self, rows: Sequence[tuple[str, bytes, datetime]]) -> None:
        """Store the keys of a backup, also over those of the same names. Raises WrongVaultKey, having changed nothing,
        if this vault key does not open them."""
        for key_id, wrapped, _at in rows:
            try:
                self._unwrap(key_id, wrapped)
            except InvalidTag as error:
                raise WrongVaultKey(key_id) from error
        names = _data_key.c.keys()
        if rows:
            with self.engine.begin() as connection:
                connection.execute(_DELETE, [{"gone": row[0]} for row in rows])
                connection.execute(_data_key.insert(), [dict(zip(names, row, strict=True)) for row in rows])
        self.close()

    def list_open(self) -> list[tuple[str, bytes, datetime]]:
        """Every key itself with its name and age, for an archive that seals them anew."""
        return [(key_id, self._unwrap(key_id, wrapped), at) for key_id, wrapped, at in self.list_wrapped()]

    def put_open(self, rows: Sequence[tuple[str, bytes, datetime]]) -> None:
        """Store the keys of an archive, wrapped by this installation's vault key, also over those of the same names."""
        if rows:
            with self.engine.begin() as connection:
                connection.execute(_DELETE, [{"gone": key_id} for key_id, _key, _at in rows])
                connection.execute(_data_key.insert(), [self._row(*row) for row in rows])
        self.close()

    def keep_only(self, key_ids: Iterable[str]) -> int:
        """Destroy every key but these, where a backup took the place of all data; how many went."""
        gone = {key_id for key_id, _wrapped, _at in self.list_wrapped()} - set(key_ids)
        if gone:
            with self.engine.begin() as connection:
                connection.execute(_DELETE, [{"gone": key_id} for key_id in gone])
        self.close()
        return len(gone)

    def close(self) -> None:
        """Let go of connections and of every key in memory, so that the store's file can be replaced."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None
            self._cache.clear()

    def _add(self, key_id: str) -> bytes:
        key = AESGCM.generate_key(KEY_BYTES * 8)
        with self.engine.begin() as connection:
            connection.execute(_data_key.insert().values(self._row(key_id, key, now())))
        return key

    def _row(self, key_id: str, key: bytes, at: datetime) -> dict[str, object]:
        nonce = secrets.token_bytes(NONCE_BYTES)
        wrapped = nonce + self._wrapping.encrypt(nonce, key, key_id.encode())
        return {"id": key_id, "wrapped": wrapped, "created_at": at}

    def _unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        return self._wrapping.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], key_id.encode())

    def _remember(self, key_id: str, key: bytes) -> None:
        with self._lock:
            self._cache[key_id] = (time.monotonic() + CACHE_SECONDS, key)
            self._cache.move_to_end(key_id)
            while len(self._cache) > CACHED_KEYS:
                self._cache.popitem(last=False)

    def _recall(self, key_id: str) -> bytes | None:
        with self._lock:
            until, key = self._cache.get(key_id, (0.0, b""))
            if until < time.monotonic():
                self._cache.pop(key_id, None)
                return None
            self._cache.move_to_end(key_id)
            return key

    def _open(self) -> Engine:
        database = self._url.database
        if self._url.get_backend_name() == "sqlite" and database and database != ":memory:":
            path = Path(database)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600, exist_ok=True)
        engine = create_engine(self._url, hide_parameters=True)
        prepare_engine(engine)
        with engine.begin() as connection:
            connection.execute(CreateTable(_data_key, if_not_exists=True))
        return engine
