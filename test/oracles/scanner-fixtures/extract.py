"""Reads what Checkov and Trivy expect of their own fixtures: extract.py CHECKOV TRIVY_CHECKS CASES.json

A case: {"id": "CKV_AWS_50", "name", "dir", "passing": [addresses], "failing": [addresses]} for Checkov, and
{"id": "AVD-AWS-0066", "name", "files": {"main.tf": text}, "kind": "good" | "bad"} for Trivy.
"""

import json
import os
import re
import sys

import yaml

CHECK_ID = re.compile(r"\bid\s*[=:]\s*[\"']?(CKV2?_AWS_\d+)")
ADDRESS = re.compile(r"[\"']([a-z0-9_.]+\.[\w\-.\[\]\"]+)[\"']")


def read(*parts):
    with open(os.path.join(*parts), errors="replace") as file:
        return file.read()


def ids_in(folder, extension):
    """The ids of the checks in a folder, by the file's name."""
    found = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(extension):
            match = CHECK_ID.search(read(folder, name))
            if match:
                found[name[: -len(extension)]] = match.group(1)
    return found


def addresses(source, variable):
    # What the authors commented out is no expectation.
    source = re.sub(r"^\s*#.*$", "", source, flags=re.M)
    match = re.search(variable + r"\w*\s*=\s*[{\[](.*?)[}\]]\s*\n", source, re.S)
    return ADDRESS.findall(match.group(1)) if match else []


def resource_checks(root):
    for kind in ("resource", "data"):
        ids = ids_in(os.path.join(root, "checkov/terraform/checks", kind, "aws"), ".py")
        tests = os.path.join(root, "tests/terraform/checks", kind, "aws")
        for name in sorted(os.listdir(tests)):
            if not re.fullmatch(r"test_\w+\.py", name):
                continue
            source = read(tests, name)
            check = re.search(r"checks\.(?:resource|data)\.aws\.(\w+) import", source)
            example = re.search(r"[\"']/?((?:resources/)?example_\w+)", source)
            if not check or not example or check.group(1) not in ids:
                continue
            directory = os.path.join(tests, example.group(1))
            if os.path.isdir(directory):
                yield {
                    "id": ids[check.group(1)],
                    "name": check.group(1),
                    "dir": directory,
                    "passing": addresses(source, "pass"),
                    "failing": addresses(source, "fail"),
                }


def graph_checks(root):
    ids = ids_in(os.path.join(root, "checkov/terraform/checks/graph_checks/aws"), ".yaml")
    tests = os.path.join(root, "tests/terraform/graph/checks/resources")
    for name in sorted(os.listdir(tests)):
        file = os.path.join(tests, name, "expected.yaml")
        if name in ids and os.path.exists(file):
            expected = yaml.safe_load(read(file)) or {}
            yield {
                "id": ids[name],
                "name": name,
                "dir": os.path.join(tests, name),
                # One of them names a bucket in both lists; the check fails it.
                "passing": [one for one in expected.get("pass") or [] if one not in (expected.get("fail") or [])],
                "failing": expected.get("fail") or [],
            }


def trivy_checks(root):
    for folder, _, names in sorted(os.walk(os.path.join(root, "checks/cloud/aws"))):
        for name in sorted(names):
            if not name.endswith(".yaml") or not os.path.exists(os.path.join(folder, name[:-5] + ".rego")):
                continue
            number = re.search(r"id:\s*(?:AVD-)?AWS-(\d{4})", read(folder, name[:-5] + ".rego"))
            examples = (yaml.safe_load(read(folder, name)) or {}).get("terraform") or {}
            for kind in ("good", "bad"):
                for text in examples.get(kind) or []:
                    if number:
                        yield {
                            "id": f"AVD-AWS-{number.group(1)}",
                            "name": name[:-5],
                            "files": {"main.tf": text},
                            "kind": kind,
                        }


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: extract.py CHECKOV TRIVY_CHECKS CASES.json")
    checkov, trivy, target = sys.argv[1:]
    cases = [*resource_checks(checkov), *graph_checks(checkov), *trivy_checks(trivy)]
    with open(target, "w") as file:
        json.dump(cases, file, indent=1)
    print(f"{target}: {len(cases)} cases")


main()
