"""Discord's own description of its bodies (OpenAPI), used where `DISCORD_OPENAPI` names its folder."""

from __future__ import annotations

import json
import os
import re
from functools import cache, lru_cache
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from .limits import Json

VARIABLE = "DISCORD_OPENAPI"
URI = "urn:discord"


def check_described(method: str, path: str, body: Json) -> None:
    """Raise AssertionError where `body` breaks the schema of its route; without a description, do nothing.

    A route that takes no body passes any; a route that the description does not have is refused.
    """
    folder = os.environ.get(VARIABLE)
    if not folder or body is None:
        return
    for template, schema in _routes(folder).get(method.upper(), ()):
        if template.fullmatch(path):
            if schema is not None and (broken := _broken(folder, schema, json.dumps(body))):
                raise AssertionError(f"{method} {path} breaks Discord's description: {broken}")
            return
    raise AssertionError(f"{method} {path} is not in Discord's description")


@cache
def _document(folder: str) -> Json:
    document = json.loads((Path(folder) / "discord-openapi.json").read_text("utf-8"))
    # Discord takes snowflakes as numbers too, and that is how discord.py sends some of them.
    snowflake = document["components"]["schemas"]["SnowflakeType"]
    document["components"]["schemas"]["SnowflakeType"] = {
        "anyOf": [snowflake, {"type": "integer", "minimum": 0}]
    }
    return document


@cache
def _routes(folder: str) -> dict[str, list[tuple[re.Pattern[str], str | None]]]:
    """By method: the pattern of a path and the pointer to its schema, those with most literal parts first."""
    routes: dict[str, list[tuple[re.Pattern[str], str | None]]] = {}
    paths = _document(folder)["paths"]
    for template in sorted(paths, key=lambda path: path.count("{")):
        pattern = re.compile(re.sub(r"\\{[^/]*?\\}", "[^/]+", re.escape(template)))
        for method, operation in paths[template].items():
            if method == "parameters":
                continue
            pointer = None
            if "application/json" in operation.get("requestBody", {}).get("content", {}):
                escaped = (
                    template.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
                )
                pointer = f"/paths/{escaped}/{method}/requestBody/content/application~1json/schema"
            routes.setdefault(method.upper(), []).append((pattern, pointer))
    return routes


@cache
def _validator(folder: str, pointer: str) -> Draft202012Validator:
    registry: Registry[Json] = Registry().with_resource(
        URI, Resource.from_contents(_document(folder), default_specification=DRAFT202012)
    )
    return Draft202012Validator({"$ref": f"{URI}#{pointer}"}, registry=registry)


@lru_cache(64)  # every bot registers the same commands, and to check them takes longer than most tests
def _broken(folder: str, schema: str, body: str) -> str | None:
    """What a body in JSON breaks of a schema."""
    error = next(_validator(folder, schema).iter_errors(json.loads(body)), None)
    return error and _sentence(error)


def _sentence(error: ValidationError) -> str:
    """Where and what: of alternatives, the one that the body's own type means."""
    while error.context:
        branches: dict[object, list[ValidationError]] = {}
        for below in error.context:
            branches.setdefault(below.relative_schema_path[0], []).append(below)
        meant = [errors for errors in branches.values() if not any(_other_type(below) for below in errors)]
        error = min(meant or branches.values(), key=len)[0]
    return f"{error.json_path} {error.message:.300}"


def _other_type(error: ValidationError) -> bool:
    of_type = list(error.relative_path)[-1:] == ["type"] and error.validator == "enum"
    return of_type or (error.validator == "type" and not error.relative_path)
