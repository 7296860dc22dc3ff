"""The JSON Schema of a record, for programs that read `run.json`."""

from appraise.files.formats.json_schema import PlainSchema, schema_of, schema_text
from appraise.files.formats.registry import Registry
from appraise.files.record.record_model import record_model


def record_schema(registry: Registry) -> str:
    """What a record may hold, of which the fingerprint alone says whether it is as it was written.

    registry: the gate operators, weighting methods and findings there are.
    """
    return schema_text(schema_of(record_model(), PlainSchema), registry)
