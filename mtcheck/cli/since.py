"""Which files changed since a git revision."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message, gettext
from mtcheck.readers.discovery import Source, SourceKind

OPTION = "--since"


def changed_since(revision: str, sources: Sequence[Source]) -> tuple[Source, ...]:
    """Keep the sources that changed since a revision, in the working tree or in commits; new files count.

    The revision itself is not what is compared with, but where the current branch left it: what others did on a main
    branch meanwhile is not this branch's change. What is no file of the checkout (standard input, an address, a path
    that failed) is kept.

    Args:
        revision: A commit, branch or tag.
        sources: What would be checked.

    Raises:
        ConfigError: This is no git checkout, the revision is unknown, or a file lies outside the checkout.
    """
    root = _git("rev-parse", "--show-toplevel").rstrip("\n")
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", revision=revision)
    commit = commit.strip()
    base = _try_git("merge-base", commit, "HEAD").strip() or commit
    listed = _git("diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", base, "--", cwd=root)
    listed += _git("ls-files", "--others", "--exclude-standard", "-z", cwd=root)
    changed = {os.path.realpath(os.path.join(root, name)) for name in listed.split("\0") if name}
    kept = []
    for source in sources:
        if source.kind is SourceKind.FILE and source.error is None:
            real = os.path.realpath(source.path)
            if os.path.relpath(real, os.path.realpath(root)).split(os.sep)[0] == os.pardir:
                raise ConfigError(
                    gettext("{path} lies outside the git checkout {root}", path=source.path, root=root), key=OPTION
                )
            if real not in changed:
                continue
        kept.append(source)
    return tuple(kept)


def _git(*arguments: str, cwd: str | None = None, revision: str | None = None) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise ConfigError(gettext("git is not installed"), key=OPTION) from error
    if done.returncode:
        if revision is not None:
            hint = "a shallow clone may lack it (git fetch --unshallow)"
            raise ConfigError(
                gettext("git knows no revision {revision!r}; {hint}", revision=revision, hint=hint), key=OPTION
            )
        told = os.fsdecode(done.stderr).strip().removeprefix("fatal: ").splitlines()
        raise ConfigError(Message("git: {error}", error=told[0] if told else "failed"), key=OPTION)
    return os.fsdecode(done.stdout)


def _try_git(*arguments: str) -> str:
    """Ask git what it may not know: two commits without a common ancestor."""
    done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    return "" if done.returncode else os.fsdecode(done.stdout)
