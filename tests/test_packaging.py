"""What is shipped, and what the papers say of it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_wheel(tmp_path: Path) -> None:
    """The wheel holds the two packages, the prompts, the weights, the page's files and the default article; nothing else."""
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(ROOT),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()

    for name in (
        "assistant/py.typed",
        "index/py.typed",
        "prompts/answer.txt",
        "assistant/reader/reader.safetensors",
        "assistant/reader/taking_back.safetensors",
        "assistant/articles/us-north-korea-summit-2.0.txt",
    ):
        assert name in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"assistant", "index", "prompts"}
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


def test_versions_agree() -> None:
    """The newest entry of the changelog is the version that is installed."""
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)

    assert newest
    assert newest[1] == PROJECT["version"] == version("onrecord")


def test_constraints_hold_every_requirement() -> None:
    """Set-up installs exact versions: whatever the project needs stands in the constraints, with one version."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)$", text, re.M))
    needed = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]

    assert pinned["torch"] == "2.13.0"
    for requirement in needed:
        name = re.split(r"[<>=\[; ]", requirement)[0]
        assert name.lower() in {key.lower() for key in pinned}, name


@pytest.mark.parametrize("name", sorted(Settings.__dataclass_fields__))
def test_settings_are_documented(name: str) -> None:
    """Every setting has its row in docs/settings.md, with its default."""
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    default = Settings.__dataclass_fields__[name].default

    row = re.search(rf"^\| `ONRECORD_{name.upper()}` \| (.*?) \|", text, re.M)
    assert row
    assert row[1] == (f"`{default}`" if default != "" else "")


PAPERS = [
    "README.md",
    "assistant/reader/README.md",
    "articles/README.md",
    *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("paper", PAPERS)
def test_links_lead_somewhere(paper: str) -> None:
    """A relative link points to a file that is there, and to a heading that is in it."""
    text = re.sub(r"^```.*?^```", "", (ROOT / paper).read_text(encoding="utf-8"), flags=re.S | re.M)
    links = re.findall(r"\]\(<?([^)>\s]+)[^)]*\)|(?:src|href)=\"([^\"]+)\"|^\[[^\]]+\]: (\S+)", text, re.M)

    for link in (next(filter(None, found)) for found in links):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, heading = link.partition("#")
        target = (ROOT / paper).parent / path if path else ROOT / paper
        assert target.exists(), f"{paper} links to {link}, which is not there"
        assert not heading or heading in headings(target), f"{paper} links to {link}, which has no such heading"


def headings(path: Path) -> set[str]:
    """The anchors of a Markdown file, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in found}


def readme_blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)


def test_readme_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python example of the README runs as it stands, and prints what it says."""
    (block,) = readme_blocks("python")
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(ROOT)

    exec(compile(block, "README.md", "exec"), {})

    printed = re.findall(r"^# (.*)$", block, re.M)
    assert printed
    assert capsys.readouterr().out.splitlines() == printed


def test_readme_commands(tmp_path: Path) -> None:
    """The commands of the README run as they stand, and answer what it says."""
    (session,) = readme_blocks("console")
    parts = re.split(r"^\$ ", session, flags=re.M)[1:]
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "ONRECORD_LIBRARY": str(tmp_path / "library"),
        "HOME": str(tmp_path),
    }
    for part in parts:
        command, _, expected = part.partition("\n")
        done = subprocess.run(
            ["sh", "-c", command], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
        )
        assert done.returncode in (0, 1), done.stderr
        assert done.stdout.strip() == expected.strip()


@pytest.mark.parametrize("package", ["assistant", "index"])
def test_every_file_is_in_the_picture(package: str) -> None:
    """docs/architecture.md says of every file what it holds."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    files = {path.name for path in (ROOT / package).glob("*.py")} - {"__init__.py"}

    assert {name for name in files if f"`{name}`" not in text} == set()
