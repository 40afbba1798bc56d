"""Which backend serves, and that it serves processes, forks and threads alike."""

import importlib.util
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from suffrage.belenios import backend
from suffrage.belenios._portable.ed25519 import Ed25519
from suffrage.belenios.backend import load_group
from suffrage.belenios.group import BatchGroup
from suffrage.errors import Malformed, Refused

pytestmark = pytest.mark.long

INSTALLED = importlib.util.find_spec("suffrage_kernel") is not None
needs_kernel = pytest.mark.skipif(not INSTALLED, reason="the kernel is built where Rust is at hand")


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Groups chosen anew, before and after."""
    load_group.cache_clear()
    yield
    load_group.cache_clear()


def test_the_environment_chooses_the_portable_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUFFRAGE_KERNEL", "portable")
    assert isinstance(load_group("Ed25519"), Ed25519)


def test_without_a_kernel_the_portable_backend_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUFFRAGE_KERNEL", raising=False)
    monkeypatch.setattr(backend, "find_spec", lambda _: None)
    assert isinstance(load_group("Ed25519"), Ed25519)


@needs_kernel
def test_the_kernel_serves_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUFFRAGE_KERNEL", raising=False)
    assert type(load_group("Ed25519")).__module__ == "suffrage.belenios._kernel.ed25519"


@pytest.mark.parametrize("choice", ["Portable", "native", "0"])
def test_another_choice_is_refused(monkeypatch: pytest.MonkeyPatch, choice: str) -> None:
    monkeypatch.setenv("SUFFRAGE_KERNEL", choice)
    with pytest.raises(Refused) as refusal:
        load_group("Ed25519")
    assert (refusal.value.code, refusal.value.fields) == ("bel.kernel", {"given": choice})


@pytest.mark.parametrize("choice", ["", "portable"])
def test_ed25519_decodes_pairs_and_the_large_groups_do_not(
    monkeypatch: pytest.MonkeyPatch, choice: str
) -> None:
    monkeypatch.setenv("SUFFRAGE_KERNEL", choice)
    assert isinstance(load_group("Ed25519"), BatchGroup)
    assert not isinstance(load_group("BELENIOS-2048"), BatchGroup)


def work(seed: int) -> list[str]:
    """Something that all cores share."""
    group = load_group("Ed25519")
    numbers = list(range(seed, seed + 300))
    points = group.decode(group.encode(group.base(numbers)))
    return group.encode(group.vartime_commit(numbers, None, numbers, points))


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_processes_may_share_the_work(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {method}")
    here = [work(seed) for seed in (1, 2)]  # the parent's threads run before the children start
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map_async(work, (1, 2)).get(timeout=60) == here
    assert work(1) == here[0]


def test_threads_may_share_a_group() -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(work, [1, 2] * 4))
    assert results == [work(1), work(2)] * 4


@needs_kernel
def test_wrong_calls_are_programming_errors() -> None:
    group = load_group("Ed25519")
    one, two = group.base([1]), group.base([1, 2])
    with pytest.raises(ValueError, match="1, 2"):
        group.add(one, two)
    with pytest.raises(ValueError, match="2, 1"):
        group.vartime_commit([1], two, [1], one)
    with pytest.raises(TypeError):
        group.decode([b"66"])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        one.join(Ed25519().base([1]))
    with pytest.raises(IndexError):
        one.take([1])
    with pytest.raises(OverflowError):
        one.take([-1])
    for broken in ("66", "\udcff" * 32, "é" * 32):
        with pytest.raises(Malformed):
            group.decode([broken])


@needs_kernel
def test_a_held_array_shows_nothing() -> None:
    held = load_group("Ed25519").base([5])
    assert load_group("Ed25519").encode(held)[0] not in repr(held)
