"""Runs commands twice, for a person and with --json, holds what they write to its schema, and keeps a table of it."""

import json
import os
import re
import shlex
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "cli/shoal-json.schema.json"
SECRET = re.compile(r"b[a-z2-7]{56}")  # the id in a link


def strict(schema):
    """The schema with nothing allowed that it does not name: a key that is not documented is a mistake of ours."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    out = {key: strict(value) for key, value in schema.items()}
    if isinstance(out.get("properties"), dict) and out.get("type") == "object":
        out.setdefault("additionalProperties", False)
    return out


class Validator:
    """Each line is an object of a type that the schema defines, and is as its definition says."""

    def __init__(self):
        self.schema = strict(json.loads(SCHEMA.read_text()))
        jsonschema.Draft202012Validator.check_schema(self.schema)
        self.types = {one["$ref"].rsplit("/", 1)[1] for one in self.schema["oneOf"]}
        self.seen = set()

    def check(self, record):
        kind = record.get("type")
        assert kind in self.types, f"the schema defines no type {kind!r}: {record}"
        one = {"$schema": self.schema["$schema"], "$ref": f"#/$defs/{kind}", "$defs": self.schema["$defs"]}
        jsonschema.Draft202012Validator(one).validate(record)
        self.seen.add(kind)


class Row:
    def __init__(self, command):
        self.command, self.example, self.human = command, "", ""
        self.types, self.exits, self.errors = [], set(), []


class Report:
    def __init__(self, lab):
        self.lab, self.validator, self.rows = lab, Validator(), {}

    def _row(self, command):
        return self.rows.setdefault(command, Row(command))

    def _run(self, words, code, **options):
        process = self.lab.shoal(*words, **options).expect(code, 30)
        return process

    def _note(self, command, words, process, code, is_human):
        row = self._row(command)
        row.exits.add(code)
        text = (process.out or process.err).strip().splitlines()
        if code == 0 and not row.example:
            row.example = shlex.join(["shoal", *[str(word) for word in words]])
        if code == 0 and is_human and not row.human:
            row.human = text[0] if text else ""
        return row

    def ended(self, command, process, code):
        """Of a command that was run by hand: each of its lines is valid."""
        row = self._row(command)
        row.exits.add(code)
        for record in process.records:
            self.validator.check(record)
            if record["type"] not in row.types:
                row.types.append(record["type"])

    def human(self, command, words, tail, code=0, says=(), **options):
        """Without --json: what stands on stdout and stderr together holds each of `says`."""
        process = self._run([*command.split(), *words, *tail], code, **options)
        row = self._note(command, [*command.split(), *words], process, code, True)
        for text in says:
            assert text in process.out + process.err, f"{command} {words}: no {text!r} in\n{process.out}{process.err}"
        if code not in (0, 130, 143):
            assert not process.out, f"{command} {words} ended with {code} and wrote data: {process.out!r}"
            errors = process.errors()
            assert len(errors) == 1, f"{command} {words} should say one line of error, said: {process.err!r}"
            row.errors.append(f"{code}: {errors[0].removeprefix('shoal: ')}")
        return process

    def json(self, command, words, tail, kind, code=0, **options):
        """With --json: every line is valid, and the last is of `kind`. That record. `cat` speaks on stderr."""
        process = self._run([*command.split(), *words, "--json", *tail], code, **options)
        row = self._note(command, [*command.split(), *words], process, code, False)
        said = process.err if command == "cat" else process.out
        lines = [line for line in said.splitlines() if command != "cat" or line.startswith("{")]
        assert lines, f"{command} {words} wrote nothing: {process.err!r}"
        for line in lines:
            record = json.loads(line)
            self.validator.check(record)
            if record["type"] not in row.types:
                row.types.append(record["type"])
        assert record["type"] == kind, f"{command} {words} ended with {record}, not {kind}"
        if kind == "error":
            assert record["exit"] == code, record
        return record

    def both(self, command, words, tail, kind, says=(), **options):
        self.human(command, words, tail, says=says, **options)
        return self.json(command, words, tail, kind, **options)

    def fails(self, command, words, tail, code, error, says=(), **options):
        """The same failure for a person and for a program."""
        self.human(command, words, tail, code, says, **options)
        record = self.json(command, words, tail, "error", code, **options)
        assert record["code"] == error, record

    def write(self, path):
        """A table in Markdown; secrets and paths of this run are left out."""

        def cell(text):
            text = SECRET.sub("b...", str(text).replace("|", "\\|").replace(str(self.lab.root), "DIR"))
            text = "".join(letter if letter.isprintable() else "." for letter in text)
            return text if len(text) <= 100 else text[:97] + "..."

        lines = ["| command | example | for a person | JSON (validated) | exit codes tried | error cases tried |",
                 "| --- | --- | --- | --- | --- | --- |"]  # fmt: skip
        for row in self.rows.values():
            errors = "<br>".join(cell(error) for error in dict.fromkeys(row.errors))
            exits = ", ".join(str(code) for code in sorted(row.exits))
            lines.append(f"| `{row.command}` | `{cell(row.example)}` | `{cell(row.human)}` | {', '.join(row.types)} | "
                         f"{exits} | {errors} |")  # fmt: skip
        Path(path).write_text("\n".join(lines) + "\n")


def report_path(lab):
    """Where the table goes: SHOAL_COMMAND_REPORT, else a file that goes with the lab."""
    return os.environ.get("SHOAL_COMMAND_REPORT") or lab.path("commands.md")
