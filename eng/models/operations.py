#!/usr/bin/env python3
"""Writes the names of the operations of AWS's services, from botocore's models, for the page that lists them.

    eng/models/operations.py [FOLDER]

One file for each service that Tarn serves, named as in the scope of signatures; one line for each operation that is not
deprecated: its name and, for services that speak JSON, the members of its request. Nothing else of the models is taken.
"""
import pathlib
import sys

import botocore.loaders

# The service in the scope of signatures, and in botocore's data.
SERVICES = {
    "athena": "athena",
    "firehose": "firehose",
    "glue": "glue",
    "iam": "iam",
    "kms": "kms",
    "logs": "logs",
    "s3": "s3",
    "scheduler": "scheduler",
    "sns": "sns",
    "sts": "sts",
    "tagging": "resourcegroupstaggingapi",
}


def lines(model):
    is_json = model["metadata"]["protocol"] in ("json", "rest-json")
    for name, operation in sorted(model["operations"].items()):
        if operation.get("deprecated"):
            continue
        shape = model["shapes"][operation["input"]["shape"]] if "input" in operation else {"members": {}}
        yield " ".join([name, *(sorted(shape["members"]) if is_json else [])])


def main():
    below_root = pathlib.Path(__file__).parents[2] / "tests/Tarn.Tests/Protocols/Aws/Models"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else below_root
    loader = botocore.loaders.create_loader()
    for service, name in SERVICES.items():
        text = "\n".join(lines(loader.load_service_model(name, "service-2"))) + "\n"
        (folder / f"{service}.txt").write_text(text)


if __name__ == "__main__":
    main()
