"""One line for each step that held, and a clear end."""

import asyncio
import inspect
import os
import signal
import sys
import traceback

LONGEST_RUN_SECONDS = 120

EXAMPLES = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class StepFailed(Exception):
    """A step did not hold; its line and the reason are printed already."""


class Steps:
    """Counts steps. Each is a block: `with steps("alice logs in"): ...`; the first that fails ends the program."""

    def __init__(self):
        self.passed = 0
        self._title = "the first step"
        self._remark = ""

    def __call__(self, title):
        self._title = title
        self._remark = ""
        return self

    def __enter__(self):
        return self

    def remark(self, words):
        """Adds a few words to the line of the step that runs."""
        self._remark = f"  ({words})"

    def __exit__(self, kind, failure, trace):
        if failure is None:
            self.passed += 1
            print(f"ok {self.passed}  {self._title}{self._remark}", flush=True)
        elif isinstance(failure, Exception):
            print(f"not ok {self.passed + 1}  {self._title}", flush=True)
            _print_own_frames(failure, trace)
            raise StepFailed from None


def run(main):
    """Runs an example to its end: main is a function that is given the steps, or a coroutine function."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(LONGEST_RUN_SECONDS)
    steps = Steps()
    try:
        outcome = main(steps)
        if inspect.iscoroutine(outcome):
            asyncio.run(outcome)
    except StepFailed:
        print(f"{steps.passed} passed, 1 failed", flush=True)
        sys.exit(1)
    print(f"{steps.passed} passed, 0 failed", flush=True)


def equal(actual, wanted, what):
    if actual != wanted:
        raise AssertionError(f"{what}: {actual!r} instead of {wanted!r}")


def true(condition, otherwise):
    if not condition:
        raise AssertionError(otherwise)


def _too_long(_signal, _frame):
    raise TimeoutError(f"no end after {LONGEST_RUN_SECONDS} s")


def _print_own_frames(failure, trace):
    """The way to the failure through the example, without what lies between in the packages and in Python itself."""
    frames = [frame for frame in traceback.extract_tb(trace) if _is_own(frame.filename)]
    for line in traceback.format_list(frames) + traceback.format_exception_only(type(failure), failure):
        print(line, end="", file=sys.stderr, flush=True)


def _is_own(filename):
    return filename.startswith(EXAMPLES + os.sep) and f"{os.sep}target{os.sep}" not in filename
