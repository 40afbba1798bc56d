"""Evidence against a log: what proves a fork, what shows a roll-back, what shows nothing."""

from base64 import b64encode

import pytest
from msgspec.structs import replace
from tests.support.refusals import refused
from tests.support.tlog import LOG, WITNESSES, make_checkpoint, make_tree
from tests.support.witnessed import forked_tree

from suffrage.model import canonical
from suffrage.tlog.keys import PLAIN, Signer
from suffrage.tlog.tree import Tree
from suffrage.witness.contradiction import Contradiction, contradict, weigh


def found(seen: Tree, served: Tree, tree: Tree | None = None) -> Contradiction:
    one = contradict(make_checkpoint(seen), make_checkpoint(served), LOG.key, tree)
    assert one is not None
    # What is read back from the file is what is weighed.
    return canonical.decode(one.encode(), Contradiction)


def test_two_roots_of_one_size_prove_a_fork() -> None:
    assert weigh(found(make_tree(5), forked_tree(5, 2)), LOG.key) == "forked"


@pytest.mark.parametrize(("small", "large"), [(1, 2), (3, 7), (4, 300), (255, 257)])
def test_a_larger_tree_that_does_not_continue_proves_a_fork(small: int, large: int) -> None:
    other = forked_tree(large, 0)
    assert weigh(found(make_tree(small), other, other), LOG.key) == "forked"


def test_a_shorter_tree_that_is_no_beginning_proves_a_fork_where_the_larger_is_known() -> None:
    tree = make_tree(7)
    assert weigh(found(tree, forked_tree(3, 1), tree), LOG.key) == "forked"
    assert weigh(found(tree, forked_tree(3, 1)), LOG.key) == "rolled-back"


def test_a_shorter_tree_shows_two_notes() -> None:
    tree = make_tree(7)
    one = found(tree, make_tree(3), tree)
    assert (one.first[1], one.second[1], one.root) == ("3", "7", "")
    assert weigh(one, LOG.key) == "rolled-back"


def test_a_log_that_grows_has_nothing_against_it() -> None:
    tree = make_tree(7)
    for known in (tree, None, make_tree(3)):
        seen, served = make_checkpoint(make_tree(3)), make_checkpoint(tree)
        assert contradict(seen, served, LOG.key, known) is None
    assert contradict(make_checkpoint(tree), make_checkpoint(tree), LOG.key) is None


def test_evidence_against_another_log_is_refused() -> None:
    one = found(make_tree(5), forked_tree(5, 2))
    with refused("note.unsigned"):
        weigh(one, WITNESSES[0].key)
    with refused("note.unsigned"):
        weigh(one, Signer(LOG.name, PLAIN, bytes([9]) * 32).key)


def test_evidence_that_shows_nothing_is_refused() -> None:
    tree, other = make_tree(7), forked_tree(7, 0)
    honest = found(make_tree(3), other, other)
    same = replace(honest, second=honest.first, root="", proof=())
    with refused("contradiction.none"):
        weigh(same, LOG.key)
    with refused("contradiction.none"):
        weigh(replace(honest, first=honest.second, second=honest.first), LOG.key)
    with refused("log.consistency"):
        weigh(replace(honest, root=b64encode(bytes(32)).decode()), LOG.key)
    with refused("log.base64"):
        weigh(replace(honest, root="!"), LOG.key)
    grown = tree.prove_consistency(3)
    innocent = Contradiction(
        1,
        honest.first,
        found(tree, make_tree(3), tree).second,
        b64encode(tree.root(3)).decode(),
        tuple(b64encode(one).decode() for one in grown),
    )
    with refused("contradiction.none"):
        weigh(innocent, LOG.key)


def test_an_empty_tree_contradicts_nothing_that_can_be_proved() -> None:
    empty = found(make_tree(3), make_tree(0))
    with refused("contradiction.none"):
        weigh(empty, LOG.key)
