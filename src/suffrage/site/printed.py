"""Templates of what is printed: minutes, dossiers, kits."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

__all__ = ["templates_of"]


@cache
def templates_of(package: str) -> Environment:
    """The templates of a package: what people typed is escaped, what is undefined refused."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
