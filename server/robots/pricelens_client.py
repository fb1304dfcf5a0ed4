"""Tells Pricelens of price lists that failed.

One file, standard library only, Python 3.8 or newer: put it beside the robot. A running Pricelens
hands it out at /robots/pricelens_client.py.

    from pricelens_client import Pricelens

    pricelens = Pricelens("http://pricelens:4000", spool_dir="/var/spool/pricelens")

The key is the environment's PRICELENS_KEY, or is given as key="pl_..."; it needs the role ROBOT.

load_mail, where a letter's attachment cannot be read:

    try:
        price_list = read_attachment(path)
    except ValueError as error:
        pricelens.log_event(
            event_dt=datetime.now(), supid=supid, reason="FILE_READ_ERROR", error_text=str(error),
            stage="load_mail", file_path=path, extra={"letter": message_id},
        )

load_ftp, where a failure has a name of its own, so that running the whole script again makes no
second failure:

    except ftplib.all_errors as error:
        pricelens.log_event(
            supid=supid, error_id=8, error_text="FTP: %s" % error, stage="load_ftp",
            idempotency_key="load_ftp %s %s" % (supid, run_id),
        )

consolidate, which ends right after, so it gives what is left some time:

    for failure in failures:
        pricelens.log_event(
            event_dt=failure.dt, supid=failure.supid, error_id=failure.error_id,
            error_text=failure.text, stage="consolidate", file_path=failure.path,
        )
    pricelens.flush(timeout=10)

What it promises. `log_event` never raises and never waits longer than `timeout`, but for the disk.
An event is on disk, in the spool, before it is sent, and leaves it when the server has answered;
until then a background thread sends it again with the same key, and so does the next robot that is
started on the same spool. Any number of processes may share one. The server knows an event by its
key, so sending it twice does no harm.

What is in the spool. pending/ waits; claimed/ is being sent by some process, for a minute at most;
rejected/ is what the server refused for what it says, each beside its answer: mend it, move it back
to pending/, and it is sent. Of over `max_spooled` pending events the oldest are dropped, with an
error in the log: the server finds those in the warehouse the next morning.

Times. A datetime without a time zone is sent as it is, and means the company's business time zone.
"""

import http.client
import json
import logging
import math
import numbers
import os
import queue
import random
import threading
import time
import urllib.parse
import uuid
from datetime import datetime, timezone

__all__ = ["Pricelens"]

_log = logging.getLogger("pricelens")

_PATH = "/api/v1/pricelens/log_event/"
_MAX_ERROR_TEXT = 128
_MAX_EXTRA_BYTES = 16 * 1024
_MAX_DEPTH = 16
_MAX_REJECTED = 1000
_CLAIM_S = 60.0  # far longer than a request takes, so who holds one longer is dead
_IDLE_S = 60.0  # how often somebody else's leftovers are looked for
_HURRY_S = 0.2  # between tries while somebody waits in flush
_FIRST_PAUSE_S = 0.5
_MAX_PAUSE_S = 30.0
_MAX_FAILURES = 10  # of one pass, before the server gets a rest


class Pricelens:
    """Where a robot tells of its failures; may be used from several threads, and after a fork.

    url          of the server, e.g. http://pricelens:4000
    spool_dir    a folder that survives a restart; made if it is not there
    timeout      seconds that log_event may wait for the server
    max_spooled  events that may wait on disk
    key          of the robot, pl_...; the environment's PRICELENS_KEY, if it is left out

    With a key that the server does not take, or none, events wait in the spool, with an error in the
    log: the next robot that is started on the same spool with a valid key sends them.
    """

    def __init__(self, url, spool_dir, timeout=2.0, max_spooled=100_000, key=None):
        self._server = _Server(url, timeout, key or os.environ.get("PRICELENS_KEY", ""))
        self._spool = _Spool(spool_dir, max_spooled)
        self._timeout = timeout
        self._start()

    def log_event(self, **event):
        """Puts a failure on record.

        supid            the supplier's number
        error_id         the error's number in the dictionary, or
        reason           its name there
        error_text       in words; what is over 128 characters is cut, and kept whole in extra
        stage            where it failed, e.g. "load_mail"
        event_dt         when: a datetime or its text; now, if it is left out
        file_path        the file that failed
        extra            a dict with anything else that helps
        idempotency_key  names this failure and no other; made up if it is left out

        Returns whether the server has confirmed it. What it has not waits in the spool, is being sent
        by another process, or was refused.
        """
        deadline = time.monotonic() + self._timeout
        try:
            if self._pid != os.getpid():
                self._start()
            return self._log_event(_body(event), deadline)
        except Exception:
            _log.exception("Could not log an event to Pricelens: %r", event)
            return False

    def flush(self, timeout=10.0):
        """Sends what is in the spool, whoever left it there. Returns whether nothing is left."""
        deadline = time.monotonic() + timeout
        try:
            if self._pid != os.getpid():
                self._start()
            self._courier.hurry(deadline)
            while not self._spool.is_empty():
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.05)
            return True
        except Exception:
            _log.exception("Could not flush the spool of Pricelens")
            return False

    def _start(self):
        """Once a process: threads do not survive a fork."""
        self._pid = os.getpid()
        self._courier = _Courier(self._server, self._spool)

    def _log_event(self, body, deadline):
        try:
            parcel = _Parcel(name=self._spool.add(body))
        except OSError as error:
            _log.error("Cannot write to the spool of Pricelens: %s", error)
            parcel = _Parcel(body=body)
        return self._courier.deliver(parcel, deadline)


class _Parcel:
    """An event on its way: by its name in the spool, or itself where the spool cannot be written."""

    def __init__(self, name=None, body=None):
        self.name = name
        self.body = body
        self.is_delivered = False
        self.is_tried = threading.Event()


# What becomes of an event that was sent.
_DELIVERED = "delivered"
_REJECTED = "rejected"  # for what it says: sending it again is of no use
_FAILED = "failed"  # the server is there, and cannot take this one now
_AWAY = "away"  # nobody is there, or somebody who is not Pricelens
_LOCKED_OUT = "locked out"  # the server does not take the key
_WAITING = (_FAILED, _AWAY, _LOCKED_OUT)
_FOR_ALL = (_AWAY, _LOCKED_OUT)  # what is true of one event is true of the others


class _Courier:
    """Takes events from the spool to the server, in a thread of its own."""

    def __init__(self, server, spool):
        self._server = server
        self._spool = spool
        self._fresh = queue.SimpleQueue()
        self._is_away = False
        self._failed_passes = 0
        self._next_pass = 0.0
        self._hurry_until = 0.0
        threading.Thread(target=self._run, name="pricelens", daemon=True).start()

    def deliver(self, parcel, deadline):
        # While the server is away nobody waits for it: the next pass takes all that has piled up.
        if parcel.name and self._is_away:
            return False
        self._fresh.put(parcel)
        parcel.is_tried.wait(max(0.0, deadline - time.monotonic()))
        if parcel.body and not parcel.is_delivered:
            _log.error("Neither spool nor server took an event: %s", parcel.body.decode())
        return parcel.is_delivered

    def hurry(self, deadline):
        self._hurry_until = deadline
        self._fresh.put(None)

    def _run(self):
        while True:
            try:
                self._work()
            except Exception:
                _log.exception("Sending to Pricelens failed; it goes on")
                self._next_pass = time.monotonic() + _MAX_PAUSE_S
                time.sleep(_FIRST_PAUSE_S)

    def _work(self):
        wait = self._next_pass - time.monotonic()
        if wait <= 0:
            self._pass()
            return
        try:
            self._take(self._fresh.get(timeout=wait))
        except queue.Empty:
            pass

    def _take(self, parcel):
        if parcel is None:
            self._next_pass = 0.0
            return
        try:
            outcome = self._send(parcel.name) if parcel.name else self._post(parcel.body)[0]
            parcel.is_delivered = outcome == _DELIVERED
            if outcome in _WAITING:
                self._failed_passes = max(1, self._failed_passes)
                self._next_pass = min(self._next_pass, time.monotonic() + self._pause())
        finally:
            parcel.is_tried.set()

    def _pass(self):
        """Goes through all that waits, in any order, so that no event stands in the others' way."""
        was_away = self._is_away
        names = self._spool.pending()
        random.shuffle(names)
        failures = 0
        for name in names:
            self._take_fresh()
            outcome = self._send(name)
            failures += outcome in _WAITING
            if outcome in _FOR_ALL or failures == _MAX_FAILURES:
                break
        self._failed_passes = self._failed_passes + 1 if failures else 0
        # What came while the server seemed to be away was left to a pass.
        is_back = was_away and not self._is_away
        self._next_pass = time.monotonic() + (0.0 if is_back else self._pause())

    def _take_fresh(self):
        try:
            while True:
                parcel = self._fresh.get_nowait()
                if parcel is not None:
                    self._take(parcel)
        except queue.Empty:
            pass

    def _pause(self):
        """Seconds to the next pass. Twice as long each time, and never the same for all robots."""
        if time.monotonic() < self._hurry_until:
            return _HURRY_S
        if not self._failed_passes and not self._is_away:
            return _IDLE_S
        pause = min(_MAX_PAUSE_S, _FIRST_PAUSE_S * 2 ** min(self._failed_passes, 10))
        return pause * random.uniform(0.5, 1.0)

    def _send(self, name):
        """None when another process has the event by now."""
        claim = self._spool.claim(name)
        if claim is None:
            return None
        body = self._spool.read(claim)
        outcome, answer = self._post(body)
        if outcome == _DELIVERED:
            self._spool.remove(claim)
        elif outcome == _REJECTED:
            self._spool.reject(claim, answer)
            event = body.decode("utf-8", "replace")
            _log.error("Pricelens refused an event: %s\nIt said: %s", event, answer)
        else:
            self._spool.release(claim)
        return outcome

    def _post(self, body):
        outcome, answer = self._server.post(body)
        is_away = outcome in _FOR_ALL
        if outcome == _LOCKED_OUT and not self._is_away:
            _log.error(
                "Pricelens does not take this robot's key, events wait in %s for a valid one: %s",
                self._spool.folder,
                answer,
            )
        elif is_away and not self._is_away:
            _log.warning("Pricelens is away, events wait in %s: %s", self._spool.folder, answer)
        elif self._is_away and not is_away:
            _log.warning("Pricelens is back")
            self._next_pass = 0.0
        if outcome == _FAILED:
            _log.warning("Pricelens could not take an event, it will be sent again: %s", answer)
        self._is_away = is_away
        return outcome, answer


class _Server:
    def __init__(self, url, timeout, key):
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("%r is not an address; give one like http://pricelens:4000" % (url,))
        is_secure = parts.scheme == "https"
        self._connect = http.client.HTTPSConnection if is_secure else http.client.HTTPConnection
        self._host, self._port = parts.hostname, parts.port
        self._path = parts.path.rstrip("/") + _PATH
        self._timeout = timeout
        self._headers = {"Content-Type": "application/json"}
        if key:
            self._headers["Authorization"] = "Bearer " + key

    def post(self, body):
        """What became of it, and what the server said."""
        # A connection for each: robots log seldom, and one kept open is closed when it is needed.
        connection = self._connect(self._host, self._port, timeout=self._timeout)
        try:
            connection.request("POST", self._path, body, self._headers)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
            return _outcome(response.status, text), text
        except (OSError, http.client.HTTPException) as error:
            return _AWAY, repr(error)
        finally:
            connection.close()


def _outcome(status, text):
    """A proxy's page is no answer, whatever its status."""
    try:
        answer = json.loads(text)
    except ValueError:
        return _AWAY
    if not isinstance(answer, dict) or answer.get("status") != status:
        return _AWAY
    if status in (200, 201) and "id" in answer:
        return _DELIVERED
    if status in (400, 409, 413):
        return _REJECTED
    if status in (401, 403):
        return _LOCKED_OUT
    return _FAILED if status in (429, 500, 503) else _AWAY


class _Spool:
    """A folder of events, one file each; renaming it claims a file, which only one process can."""

    def __init__(self, folder, limit):
        self.folder = os.path.abspath(folder)
        self._limit = limit
        self._pending = os.path.join(self.folder, "pending")
        self._claimed = os.path.join(self.folder, "claimed")
        self._rejected = os.path.join(self.folder, "rejected")

    def add(self, body):
        self._make_folders()
        name = "%020d-%s.json" % (time.time_ns(), uuid.uuid4().hex)
        _write(os.path.join(self._pending, name), body)
        return name

    def pending(self):
        """The names of what waits, with what the dead have left, and without what is too much."""
        self._make_folders()
        self._recover()
        names = sorted(name for name in os.listdir(self._pending) if name.endswith(".json"))
        excess = names[: max(0, len(names) - self._limit)]
        if excess:
            _log.error("The spool of Pricelens is full: dropped its oldest %d events", len(excess))
        for name in excess:
            _remove(os.path.join(self._pending, name))
        return names[len(excess) :]

    def is_empty(self):
        # Twice, because what is released in between would be seen in neither.
        folders = (self._pending, self._claimed, self._pending)
        return not any(_has_files(folder) for folder in folders)

    def claim(self, name):
        """The path of the claimed file; None when somebody else has it."""
        # The time is in the name because a rename does not touch the file's own.
        claim = os.path.join(self._claimed, "%s~%d" % (name, time.time()))
        return claim if _rename(os.path.join(self._pending, name), claim) else None

    def read(self, claim):
        with open(claim, "rb") as file:
            return file.read()

    def remove(self, claim):
        _remove(claim)

    def release(self, claim):
        _rename(claim, os.path.join(self._pending, _name_of(claim)))

    def reject(self, claim, answer):
        name = _name_of(claim)
        path = os.path.join(self._rejected, name)
        _write(path[: -len(".json")] + ".answer.json", answer.encode())
        _rename(claim, path)
        for old in sorted(os.listdir(self._rejected))[: -2 * _MAX_REJECTED]:
            _remove(os.path.join(self._rejected, old))

    def _recover(self):
        for entry in os.listdir(self._claimed):
            at = entry.rpartition("~")[2]
            # Of the future as well: somebody has put the clock back.
            if at.isdigit() and abs(time.time() - int(at)) > _CLAIM_S:
                self.release(os.path.join(self._claimed, entry))
        for entry in os.listdir(self._pending):
            if entry.endswith(".tmp") and _age_s(os.path.join(self._pending, entry)) > _CLAIM_S:
                _remove(os.path.join(self._pending, entry))

    def _make_folders(self):
        for folder in (self._pending, self._claimed, self._rejected):
            os.makedirs(folder, exist_ok=True)


def _name_of(claim):
    return os.path.basename(claim).rpartition("~")[0]


def _write(path, body):
    """All of it or nothing, and still there after a power cut."""
    temporary = path + ".tmp"
    try:
        with open(temporary, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        _remove(temporary)
        raise
    if os.name == "posix":  # elsewhere a folder cannot be opened
        folder = os.open(os.path.dirname(path), os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _rename(source, target):
    try:
        os.rename(source, target)
        return True
    except OSError:
        return False


def _remove(path):
    try:
        os.remove(path)
    except OSError:
        pass


def _has_files(folder):
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except FileNotFoundError:
        return False


def _age_s(path):
    try:
        return time.time() - os.path.getmtime(path)
    except OSError:
        return 0.0


def _body(event):
    """The event as JSON that the server can take: a failure is not lost for how it is worded."""
    event = {name: _plain(value) for name, value in event.items() if value is not None}
    event.setdefault("event_dt", datetime.now(timezone.utc).isoformat())
    event.setdefault("idempotency_key", "robot-" + uuid.uuid4().hex)
    _fit_error_text(event)
    _fit_extra(event)
    return json.dumps(event).encode()


def _plain(value, depth=0):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        # What surrogateescape made of a file name's foreign bytes is no Unicode.
        return value.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, numbers.Integral):  # numpy's too
        return int(value)
    if isinstance(value, numbers.Real) and math.isfinite(value):
        return float(value)
    if depth < _MAX_DEPTH and isinstance(value, dict):
        return {_plain(str(name)): _plain(inner, depth + 1) for name, inner in value.items()}
    if depth < _MAX_DEPTH and isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(inner, depth + 1) for inner in value]
    return _plain(str(value))


def _fit_error_text(event):
    text = event.get("error_text")
    if not isinstance(text, str) or len(text) <= _MAX_ERROR_TEXT:
        return
    event["error_text"] = text[: _MAX_ERROR_TEXT - 1] + "\u2026"
    extra = event.setdefault("extra", {})
    if isinstance(extra, dict):
        extra.setdefault("error_text", text)


def _fit_extra(event):
    text = json.dumps(event.get("extra"), ensure_ascii=False)
    if len(text.encode()) > _MAX_EXTRA_BYTES:
        # 4,000 characters are under 16 KiB however they are written.
        event["extra"] = {"cut": text[:4000] + "\u2026"}
