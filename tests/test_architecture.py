"""The layout: imports point down, each outside library has one door, importing has no effect."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

DOORS = {
    "chromadb": {"index/generations.py"},
    "sentence_transformers": {"index/embedding.py"},
    "threadpoolctl": {"index/library.py"},
    "sqlite3": {"index/database.py"},
    "httpcore": {"index/connecting.py", "index/fetching.py"},
    "httpx": {"index/fetching.py"},
    "trafilatura": {"index/formats/html.py"},
    "pypdfium2": {"index/formats/pdf_lines.py"},
    "docx": {"index/formats/docx.py"},
    "odfdo": {"index/formats/odt.py"},
    "striprtf": {"index/formats/rtf.py"},
    "charset_normalizer": {"index/formats/plain.py"},
    "zipfile": {
        "index/exported.py",
        "index/formats/archive.py",
        "index/formats/epub.py",
        "index/formats/zipped.py",
        "index/portable.py",
    },
    "lxml": {f"index/formats/{name}.py" for name in ("markup", "epub", "docx", "odt")},
    "spacy": {"index/parsing.py"},
    "sentencex": {"index/sentences.py"},
    "langchain": {"assistant/chat_model.py"},
    "openai": {"assistant/chat_model.py"},
    "argparse": {
        "assistant/__main__.py",
        "assistant/arguments.py",
        "assistant/commands.py",
        "assistant/library_commands.py",
        "assistant/terminal.py",
    },
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a package imports by one name"
            found.add(node.module or "")
    return found


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def test_imports_point_down() -> None:
    """The index knows nothing of questions, answers, prompts or pages, and nothing but app.py and commands knows the page."""
    for path in sources("index"):
        assert not {
            name for name in imports(path) if name.split(".")[0] in ("assistant", "prompts", "app", "gradio")
        }, path
    for path in sources("assistant"):
        assert "app" not in imports(path), path
        inside = path.is_relative_to(ROOT / "assistant/page") or path.name == "commands.py"
        assert inside or not {name for name in imports(path) if name.startswith("assistant.page")}, path


def test_tests_and_tools_are_not_imported() -> None:
    """What is installed does not need what is not."""
    for path in [*sources("index"), *sources("assistant")]:
        assert not {name for name in imports(path) if name.split(".")[0] in ("tests", "benchmarks", "training")}, path


@pytest.mark.parametrize("library", sorted(DOORS))
def test_one_door(library: str) -> None:
    """Each outside library is imported in one place."""
    using = {
        str(path.relative_to(ROOT))
        for path in [*sources("index"), *sources("assistant")]
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert using <= DOORS[library]


def test_gradio_is_the_page_s() -> None:
    """Only the page's files know Gradio."""
    for path in [*sources("index"), *sources("assistant")]:
        if any(name.split(".")[0] == "gradio" for name in imports(path)):
            assert path.is_relative_to(ROOT / "assistant/page")


def test_importing_has_no_effect(tmp_path: Path) -> None:
    """Importing makes no folder, reads no setting and loads no model."""
    code = (
        "import assistant, index, sys; assert not {'torch', 'chromadb', 'spacy', 'gradio', 'httpx'} & set(sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "ONRECORD_PORT": "bad"},
    )

    assert list(tmp_path.iterdir()) == []


def test_public_names() -> None:
    """The surface is what we say it is, and all of it is there."""
    import assistant  # noqa: PLC0415
    import index  # noqa: PLC0415

    assert {"Answer", "Assistant", "Citation", "Settings"} <= set(assistant.__all__)
    assert {"Article", "Hit", "Library", "Passage", "OnRecordError"} <= set(index.__all__)
    for package in (assistant, index):
        for name in package.__all__:
            assert getattr(package, name)


def test_every_error_is_ours() -> None:
    """One base catches all that we raise, and the trees that are drawn show all of it."""
    import assistant.errors  # noqa: PLC0415
    import index.errors  # noqa: PLC0415

    for module in (assistant.errors, index.errors):
        found = {name for name, value in vars(module).items() if isinstance(value, type)}
        assert all(issubclass(getattr(module, name), index.errors.OnRecordError) for name in found)
        drawn = re.findall(r"^(?:[├└]── )?([A-Z]\w+)(?: {4,}.*)?$", module.__doc__ or "", re.M)
        assert sorted(drawn) == sorted(found)


def test_errors_stand_together() -> None:
    """An error that a user may see is defined with the others; one that stands elsewhere never leaves its file."""
    inside = {"index/generations.py": {"Damaged"}}
    for path in [*sources("index"), *sources("assistant")]:
        if path.name != "errors.py":
            assert errors_of(path) == inside.get(str(path.relative_to(ROOT)), set()), path


def errors_of(path: Path) -> set[str]:
    """The classes of a file whose base is named as errors are."""
    ours = {"OnRecordError", "UnreadableArticle", "UnusableLibrary", "UnusableModel"}
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name) and (base.id in ours or base.id.endswith(("Error", "Exception")))
    }
