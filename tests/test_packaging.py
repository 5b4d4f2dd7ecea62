"""The package as it is built and installed, and the checks that look at the tree rather than at what the code does."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FOLDERS: dict[str, str] = PROJECT["tool"]["setuptools"]["package-dir"]
UNTRACKED = shutil.ignore_patterns("__pycache__", "*.egg-info", ".*")

# Building is slow and both builds are shared: keep these tests in one worker.
one_worker = pytest.mark.xdist_group("build")


def package_files() -> dict[str, Path]:
    """Every file that belongs into the wheel, by its place there."""
    found = {}
    for package, folder in FOLDERS.items():
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts and file.suffix != ".md":
                place = Path(*package.split("."), file.relative_to(ROOT / folder))
                found[place.as_posix()] = file
    return found


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def python_with(folder: Path, code: str, *, cwd: Path) -> str:
    """Run code where the package is found in ``folder`` alone; other packages come from this environment."""
    paths = sysconfig.get_paths()
    libraries = sorted({paths["purelib"], paths["platlib"]})
    start = f"import site, sys; site.addsitedir({str(folder)!r}); sys.path += {libraries!r}\n"
    return run(sys.executable, "-I", "-S", "-c", start + code, cwd=cwd)


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a build reads."""
    copy = tmp_path_factory.mktemp("tree")
    for name in ["pyproject.toml", "README.md", "LICENSE", "NOTICE"]:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, copy)
    for folder in FOLDERS.values():
        shutil.copytree(ROOT / folder, copy / folder, ignore=UNTRACKED)
    return copy


@pytest.fixture(scope="session")
def built(tree: Path) -> Path:
    """The folder with the sdist, and with the wheel that was built from the sdist."""
    run(sys.executable, "-m", "build", "--no-isolation", cwd=tree)
    return tree / "dist"


@pytest.fixture(scope="session")
def wheel(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        archive.extractall(folder)
    return folder


def test_every_package_of_the_tree_is_listed() -> None:
    inits = [Path(place) for place in package_files() if place.endswith("/__init__.py")]
    assert sorted(PROJECT["tool"]["setuptools"]["packages"]) == sorted(".".join(init.parent.parts) for init in inits)


@one_worker
def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel: Path) -> None:
    held = {file.relative_to(wheel).as_posix() for file in wheel.rglob("*") if file.is_file()}
    assert {place for place in held if ".dist-info/" not in place} == set(package_files())
    assert {Path(place).name for place in held if "/licenses/" in place} == {"LICENSE", "NOTICE"}


@one_worker
def test_the_sdist_holds_what_a_build_needs(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert {file.relative_to(ROOT).as_posix() for file in package_files().values()} <= held
    assert {"pyproject.toml", "LICENSE", "NOTICE"} <= held


@one_worker
def test_the_wheel_reads_its_rules_as_resources(wheel: Path) -> None:
    code = """
from importlib.resources import files
def walk(folder, prefix):
    for entry in folder.iterdir():
        if entry.is_dir():
            walk(entry, prefix + entry.name + "/")
        elif entry.name.endswith(".yaml"):
            print(prefix + entry.name)
walk(files("pa_dataflow.rules"), "")
"""
    expected = {file.relative_to(ROOT / "rules").as_posix() for file in (ROOT / "rules").rglob("*.yaml")}
    assert set(python_with(wheel, code, cwd=wheel).split()) == expected


@one_worker
def test_an_editable_install_sees_an_edited_rule_at_once(tree: Path, tmp_path: Path) -> None:
    code = "import sys; from setuptools import build_meta; build_meta.build_editable(sys.argv[1])"
    run(sys.executable, "-c", code, tmp_path, cwd=tree)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as archive:
        archive.extractall(tmp_path / "installed")
    rule = tree / "rules" / "nowhere" / "cases" / "new.yaml"
    code = f"""
from importlib.resources import files
from pathlib import Path
import pa_dataflow.cli
rule = Path({str(rule)!r})
rule.parent.mkdir(parents=True)
for text in ("first", "second"):
    rule.write_text(text)
    print(files("pa_dataflow.rules").joinpath("nowhere", "cases", "new.yaml").read_text())
print(pa_dataflow.__file__)
"""
    try:
        printed = python_with(tmp_path / "installed", code, cwd=tmp_path).split()
    finally:
        shutil.rmtree(tree / "rules" / "nowhere", ignore_errors=True)
    assert printed == ["first", "second", str(tree / "src" / "pa_dataflow" / "__init__.py")]


def requirements(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    for text in metadata.requires(name) or []:
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            yield requirement


def test_constraints_pin_everything_that_gets_installed() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[a-z0-9-]+==[a-z0-9.]+", pin)] == []
    pinned = [pin.partition("==")[0] for pin in pins]
    assert pinned == sorted(pinned)

    needed: set[str] = set()
    open_ends = [("pa-dataflow", frozenset({"test", "durable"}))]
    seen = set(open_ends)
    while open_ends:
        for requirement in requirements(*open_ends.pop()):
            needed.add(canonicalize_name(requirement.name))
            end = (requirement.name, frozenset(requirement.extras))
            if end not in seen and any(metadata.distributions(name=requirement.name)):
                seen.add(end)
                open_ends.append(end)
    assert needed - set(pinned) == set()


def test_the_second_engine_is_present_in_ci() -> None:
    if os.environ.get("CI", "").lower() not in ("1", "true"):
        pytest.skip("only CI must have the durable-rules engine")
    if sys.version_info >= (3, 13):
        pytest.skip("durable-rules does not import on Python 3.13 and later")
    import durable.lang  # noqa: F401


def imported(file: Path) -> set[str]:
    """The top-level names that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("pa_dataflow" if node.level else str(node.module))
    return {name.partition(".")[0] for name in names}


def test_logic_needs_the_standard_library_alone() -> None:
    foreign = {
        str(file.relative_to(ROOT)): names
        for file in (ROOT / "src" / "pa_dataflow" / "logic").rglob("*.py")
        if (names := imported(file) - sys.stdlib_module_names - {"pa_dataflow"})
    }
    assert foreign == {}


def test_rules_hold_no_code() -> None:
    modules = list((ROOT / "rules").rglob("*.py"))
    assert modules == [ROOT / "rules" / "__init__.py"]
    assert imported(modules[0]) == set()


def test_links_follow_the_tree(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("links", ROOT / "scripts" / "links.py")
    assert spec
    assert spec.loader
    links = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(links)

    for name in ["src/pa_dataflow/logic/__init__.py", "src/pa_dataflow/old.py", "cli/__init__.py", "rules/a/b.yaml"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = links.lay(tmp_path) / "pa_dataflow"
    assert {entry.name for entry in package.iterdir()} == {"cli", "logic", "old.py", "rules"}
    assert (package / "rules" / "a" / "b.yaml").exists()

    (tmp_path / "src/pa_dataflow/old.py").unlink()
    (tmp_path / "src/pa_dataflow/new.py").touch()
    (package / "__pycache__").mkdir()
    links.lay(tmp_path)
    assert {entry.name for entry in package.iterdir()} == {"cli", "logic", "new.py", "rules"}


def test_a_golden_file_tells_what_differs_or_is_written_anew(
    golden: Callable[[Path, str], None], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    stored = tmp_path / "answer.txt"
    stored.write_bytes(b"may go ahead\n")
    golden(stored, "may go ahead\n")
    if request.config.getoption("--update-golden"):
        golden(stored, "may not\n")
        assert stored.read_bytes() == b"may not\n"
    else:
        with pytest.raises(pytest.fail.Exception, match=r"-may go ahead\n\+may not"):
            golden(stored, "may not\n")
        assert stored.read_bytes() == b"may go ahead\n"
