"""What must not be loaded is not loaded: analysis without Flask, the heavy libraries only when used."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import NO_QUEUE

LAZY = ("weasyprint", "openpyxl", "pptx", "scipy", "ortools", "numba", "networkx", "kaleido", "authlib",
        "joserfc", "requests", "pandas", "numpy", "plotly", "rq", "segno", "pyotp", "zxcvbn")  # fmt: skip


def loaded(program: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_analysis_needs_no_web_and_no_database() -> None:
    modules = loaded(
        "import pkgutil, importlib, sys, app.analysis as a\n"
        "for m in pkgutil.walk_packages(a.__path__, 'app.analysis.'): importlib.import_module(m.name)\n"
        "print(*(name.partition('.')[0] for name in sys.modules))"
    )

    assert not modules & {"flask", "sqlalchemy", "wtforms", "rq", "plotly", "werkzeug"}


def test_the_application_starts_without_the_heavy_libraries() -> None:
    modules = loaded(
        "import sys\nfrom pathlib import Path\nfrom app import create_app\nfrom app.config import Settings\n"
        f"create_app(Settings(instance=Path('.'), database_url='sqlite://', queue_url={NO_QUEUE!r}, "
        "secret_key='only-for-tests', trusted_hosts=('localhost',)))\n"
        "print(*(name.partition('.')[0] for name in sys.modules))"
    )

    assert not modules & set(LAZY), "import it inside the function that uses it"
