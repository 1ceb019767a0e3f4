"""Step Functions: the calls that the provider makes around a state machine.

Wrong: `ValidateStateMachineDefinition` is missing, and the provider calls it in every plan; versions are neither
listed nor deleted; the type EXPRESS is forgotten. AWS: a validation that names what is wrong, with its location.
It matters for `aws_sfn_state_machine`: without it, plan and destroy fail.
"""

import json
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.stepfunctions.responses import StepFunctionResponse

from ..patching import adds, replaces


# Fields of a Map that moto's grammar lacks.
_UNKNOWN_TO_THE_GRAMMAR = ("ItemBatcher",)


def _without_unknown(part: Any) -> Any:
    """The definition as far as moto's grammar knows the language."""
    if isinstance(part, list):
        return [_without_unknown(one) for one in part]
    if not isinstance(part, dict):
        return part
    unknown = _UNKNOWN_TO_THE_GRAMMAR if part.get("Type") == "Map" else ()
    return {name: _without_unknown(one) for name, one in part.items() if name not in unknown}


def _parse(definition: str) -> None:
    """@raises Exception of whatever kind when the definition is not in the States Language"""
    known = json.dumps(_without_unknown(json.loads(definition)))
    try:
        from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
    except ImportError:
        return  # installed without the interpreter's grammar
    AmazonStateLanguageParser.parse(known)


@adds(StepFunctionResponse)
def validate_state_machine_definition(self: Any) -> ActionResult:
    try:
        _parse(self._get_param("definition"))
    except Exception as error:  # noqa: BLE001 the parser raises many kinds
        code = "INVALID_JSON_DESCRIPTION" if isinstance(error, ValueError) else "SCHEMA_VALIDATION_FAILED"
        message = (str(error) or repr(error))[:1000]
        diagnostic = {"severity": "ERROR", "code": code, "message": message, "location": "/"}
        return ActionResult({"result": "FAIL", "diagnostics": [diagnostic], "truncated": False})
    return ActionResult({"result": "OK", "diagnostics": [], "truncated": False})


@adds(StepFunctionResponse)
def list_state_machine_versions(self: Any) -> ActionResult:
    machine = self.stepfunction_backend.describe_state_machine(self._get_param("stateMachineArn"))
    versions = sorted(getattr(machine, "versions", {}).items(), reverse=True)
    listed = [{"stateMachineVersionArn": v.arn, "creationDate": v.creation_date} for _, v in versions]
    return ActionResult({"stateMachineVersions": listed})


@adds(StepFunctionResponse)
def delete_state_machine_version(self: Any) -> EmptyResult:
    arn, _, number = self._get_param("stateMachineVersionArn").rpartition(":")
    machine = self.stepfunction_backend.describe_state_machine(arn)
    machine.versions.pop(int(number), None)
    return EmptyResult()


@replaces(StepFunctionResponse, "create_state_machine")
def create_state_machine(original: Any, self: Any) -> Any:
    answer = original(self)
    machine = self.stepfunction_backend.describe_state_machine(answer.result["stateMachineArn"])
    machine.type = machine.sm_type = self._get_param("type") or "STANDARD"
    return answer
