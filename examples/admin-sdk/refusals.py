"""What the SDK tells of a refusal."""

from contextlib import contextmanager
from types import SimpleNamespace

from matrix_admin_sdk.endpoints.endpoint import MatrixAdminSdkError


@contextmanager
def refused_with(status):
    """The block must be refused with this status; what it is given has the refusal's text afterwards."""
    refusal = SimpleNamespace(text=None)
    try:
        yield refusal
    except MatrixAdminSdkError as error:
        # The SDK tells the status in the text alone.
        text, told, actual = str(error).rpartition(" http_status_code=")
        if told + actual != f" http_status_code={status}":
            raise AssertionError(f"refused with {actual} instead of {status}: {text}") from None
        refusal.text = text
    else:
        raise AssertionError(f"done instead of refused with {status}")
