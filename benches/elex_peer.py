"""Nights projected by ``elex-model`` in its own environment, as ``elex.py`` hands them over.

A module, not a bench. It runs under the interpreter of that environment, which has neither
Suffrage nor anything of it: ``python elex_peer.py NIGHTS.npz ANSWERS.json``.

The model is driven as its own command drives it, but with frames given instead of read from S3:
one contest, whose units have the two leading options as its parties; the round before as the
baseline, the shares of all its options of 2 % and more and the logarithm of the roll as
features, three classes of size as strata. Where only two options stand the ``bootstrap`` of the
margin is asked, whose interval is one of the share; the eliminated options' votes are then laid
on the two in their proportion, so that turnout keeps its scale. Elsewhere the ``gaussian`` model
of the votes of the larger option is asked, and its ends are set against the valid votes of the
final result, as if these were known.
"""

import json
import logging
import os
import sys
import time
from importlib import import_module
from typing import Any, Final

import numpy as np

__all__ = ["project"]

LEVEL: Final = 0.9
_ELECTION: Final = "2000-01-01_FR_G"
_SMALL: Final = 0.02
_WEIGHTY: Final = ("pred", f"lower_{LEVEL}", f"upper_{LEVEL}")


def main(nights: str, answers: str) -> None:
    """Project every night of a file, and write share, ends and seconds of each."""
    os.environ.setdefault("APP_ENV", "local")
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
    logging.disable(logging.INFO)
    pd = import_module("pandas")
    client = import_module("elexmodel.client").ModelClient
    data = np.load(nights)
    found = []
    for reported in data["reported"]:
        started = time.perf_counter()
        try:
            one = project(pd, client(), data, reported)
        except Exception as error:  # noqa: BLE001  (a stranger's program: what it raises is its answer)
            one = {"refused": f"{type(error).__name__}: {error}"[:200]}
        found.append(one | {"seconds": time.perf_counter() - started})
    with open(answers, "w", encoding="utf-8") as file:  # noqa: PTH123  (as plain as it can be)
        json.dump(found, file)


def project(pd: Any, client: Any, data: Any, reported: Any) -> dict[str, Any]:  # noqa: ANN401
    """The share of the first option, with the ends of its interval."""
    frame, features = _baseline(pd, data)
    margin = bool(data["pair"])
    estimand = "margin" if margin else "dem"
    results = client.get_estimates(
        _current(pd, data, reported),
        _ELECTION,
        "G",
        [estimand],
        [LEVEL],
        percent_reporting_threshold=100,
        geographic_unit_type="precinct",
        raw_config=_config(features),
        preprocessed_data=frame,
        aggregates=["postal_code"],
        features=features if margin else features[1:],
        pi_method="bootstrap" if margin else "gaussian",
        model_parameters={"seed": 0} if margin else {},
        save_output=[],
    )
    row = results["state_data"].iloc[0]
    ends = [float(row[f"{name}_{estimand}"]) for name in _WEIGHTY]
    if margin:
        ends = [(1 + end) / 2 for end in ends]
    else:
        ends = [end / float(data["valid"]) for end in ends]
    return dict(zip(("share", "low", "high"), ends, strict=True))


def _baseline(pd: Any, data: Any) -> tuple[Any, list[str]]:  # noqa: ANN401
    """The frame of the round before, and the features in it."""
    before, registered = data["before"], data["registered"]
    total = before.sum(axis=1)
    two = [before[:, column] if column >= 0 else 0 * total for column in data["same"]]
    both = two[0] + two[1] + 2
    dem, gop = (
        [total * (one + 1) / both for one in two] if data["pair"] else (two[0], total - two[0])
    )
    size = np.log(registered)
    columns = {
        "postal_code": "FR",
        "geographic_unit_fips": [f"{i}_{i}" for i in range(total.size)],
        "county_fips": [f"{f:05}" for f in data["federation"]],
        "county_classification": np.digitize(size, np.quantile(size, [1 / 3, 2 / 3])).astype(str),
        "baseline_dem": dem,
        "baseline_gop": gop,
        "baseline_turnout": total,
        "baseline_normalized_margin": (dem - gop) / np.maximum(1, dem + gop),
        "size": size - size.mean(),
    }
    features = ["baseline_normalized_margin", "size"]
    for number in np.flatnonzero(before.sum(axis=0) >= _SMALL * before.sum()):
        columns[f"share_{number}"] = before[:, number] / np.maximum(1, total)
        features.append(f"share_{number}")
    # Shares add up to one but for small options: the last says nothing that the others do not.
    return pd.DataFrame(columns), features[:-1]


def _current(pd: Any, data: Any, reported: Any) -> Any:  # noqa: ANN401
    """What has been counted: nothing of a unit that has not reported."""
    votes = data["votes"] * reported[:, None]
    return pd.DataFrame(
        {
            "postal_code": "FR",
            "geographic_unit_fips": [f"{i}_{i}" for i in range(reported.size)],
            "results_dem": votes[:, 0],
            "results_gop": votes[:, 1],
            "results_turnout": votes.sum(axis=1),
            "percent_expected_vote": np.where(reported, 100, 0),
        }
    )


def _config(features: list[str]) -> dict[str, Any]:
    return {
        _ELECTION: [
            {
                "office": "G",
                "states": ["FR"],
                "geographic_unit_types": ["precinct"],
                "baseline_pointer": {"dem": "dem", "gop": "gop", "turnout": "turnout"},
                "features": features[1:],
                "aggregates": ["postal_code", "unit"],
                "fixed_effect": [],
                "historical_election": [],
            }
        ]
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
