"""Cost of a piece of work in a process of its own: CPU seconds (user + system, every thread) and peak megabytes.

`run(work)` forks, so the caller should hold little memory: a child starts from its parent's pages.
"""
import os
import pickle
import resource
import signal
import sys
import time

SINGLE = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
                                 "NUMEXPR_NUM_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS")}


def cpu():
    """CPU seconds of this process and the children it waited for."""
    return sum(u.ru_utime + u.ru_stime
               for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def peak_mb():
    """Highest resident set of this process, MB (Linux reads VmHWM: ru_maxrss would carry over an exec)."""
    try:
        with open("/proc/self/status") as f:
            return next(int(line.split()[1]) for line in f if line.startswith("VmHWM")) / 1024
    except OSError:
        unit = 1 << 20 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


class Clock:
    """with Clock() as c: ...   then c.cpu, c.wall (seconds), c.peak (MB, whole process)."""

    def __enter__(self):
        self.start = cpu(), time.perf_counter()
        return self

    def __exit__(self, *exc):
        self.cpu, self.wall = cpu() - self.start[0], time.perf_counter() - self.start[1]
        self.peak = peak_mb()


def run(work, timeout=600):
    """work() in a forked child -> its (picklable) result.  Raises RuntimeError with the child's error line."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        signal.alarm(int(timeout))
        try:
            answer = True, work()
        except BaseException as e:
            answer = False, f"{type(e).__name__}: {e}".splitlines()[0]
        with os.fdopen(write, "wb") as f:
            pickle.dump(answer, f)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as f:
        data = f.read()
    _, status = os.waitpid(pid, 0)
    if not data:
        raise RuntimeError("timeout" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM
                           else f"child ended with status {status}")
    good, value = pickle.loads(data)
    if not good:
        raise RuntimeError(value)
    return value


def median(work, times=3, timeout=600):
    """Runs of work() (each in a child, giving a dict with 'cpu') -> the run of median CPU, 'spread' added."""
    runs = sorted((run(work, timeout) for _ in range(times)), key=lambda r: r["cpu"])
    return dict(runs[len(runs) // 2], spread=runs[-1]["cpu"] - runs[0]["cpu"])


class Table:
    """Rows printed aligned as they come, kept for a TSV file."""

    def __init__(self, title, columns, widths):
        self.title, self.columns, self.widths, self.rows = title, columns, widths, []
        print(f"\n{title}")
        self._print(columns)

    def _print(self, cells):
        print("  ".join(str(c).ljust(w) if i == 0 else str(c).rjust(w)
                        for i, (c, w) in enumerate(zip(cells, self.widths))).rstrip(), flush=True)

    def add(self, *cells):
        cells = [("%.4g" % c if isinstance(c, float) else "-" if c is None else c) for c in cells]
        self.rows.append(cells)
        self._print(cells)

    def save(self, f):
        f.write("\t".join(["table"] + list(self.columns)) + "\n")
        for row in self.rows:
            f.write("\t".join(map(str, [self.title] + row)) + "\n")
