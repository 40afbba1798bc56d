"""Where things lie in the public folder, both ways."""

import pytest

from suffrage.board.folder import archive_of, archive_path, blob_of, blob_path

HASH = "16453b76" + "0" * 56


def test_a_blob_lies_in_a_folder_of_its_first_two_digits() -> None:
    assert blob_path(HASH) == f"blob/16/{HASH}"
    assert blob_of(blob_path(HASH)) == HASH


@pytest.mark.parametrize(
    "path",
    [
        f"blob/17/{HASH}",
        f"blob/16/{HASH}0",
        f"blob/16/{HASH.upper()}x",
        f"blob/{HASH}",
        f"blob/16/{HASH}\n",
        "results.json",
    ],
)
def test_any_other_path_names_no_blob(path: str) -> None:
    assert blob_of(path) is None


def test_an_archive_is_named_by_its_box_and_run() -> None:
    assert archive_path("abroad", 2) == "box/abroad-2.bel"
    assert archive_of("box/abroad-2.bel") == ("abroad", 2)
    assert archive_of("box/far-abroad-12.bel") == ("far-abroad", 12)


@pytest.mark.parametrize(
    "path", ["box/abroad.bel", "box/abroad-0.bel", "box/abroad-100.bel", "box/../a-1.bel", "a"]
)
def test_any_other_path_names_no_archive(path: str) -> None:
    assert archive_of(path) is None
