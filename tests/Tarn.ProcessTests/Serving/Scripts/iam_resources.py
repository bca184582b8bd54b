"""Policies that name things of Glue and workgroups of Athena."""
import json
import sys
import time
import boto3
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
iam, owner_glue, owner_athena = (boto3.client(name, endpoint_url=endpoint) for name in ("iam", "glue", "athena"))
start = "arn:aws:%s:*:000000000000:%s"


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


def may(*statements):
    document = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": effect, "Action": action, "Resource": resource} for effect, action, resource in statements
    ]})
    iam.put_user_policy(UserName="named", PolicyName="named", PolicyDocument=document)


iam.create_user(UserName="named")
key = iam.create_access_key(UserName="named")["AccessKey"]
session = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"])
glue, athena = session.client("glue", endpoint_url=endpoint), session.client("athena", endpoint_url=endpoint)

for name in ("mine", "others"):
    owner_glue.create_database(DatabaseInput={"Name": f"named_{name}"})
    owner_glue.create_workflow(Name=f"named-{name}")
    owner_athena.create_work_group(Name=f"named-{name}")
    for table in ("a", "b"):
        owner_glue.create_table(DatabaseName=f"named_{name}", TableInput={"Name": table, "StorageDescriptor": {
            "Columns": [{"Name": "x", "Type": "int"}], "Location": f"s3://named-{name}/{table}/",
            "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
            "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe"}}})

# A workflow by its name.
may(("Allow", "glue:*", start % ("glue", "workflow/named-mine")))
assert glue.get_workflow(Name="named-mine")["Workflow"]["Name"] == "named-mine"
assert error(glue.get_workflow, Name="named-others") == "AccessDeniedException"
assert error(glue.list_workflows) == "AccessDeniedException"

# A table needs its database and the catalog.
table = start % ("glue", "table/named_mine/a")
may(("Allow", "glue:*", table))
assert error(glue.get_table, DatabaseName="named_mine", Name="a") == "AccessDeniedException"
above = [start % ("glue", "catalog"), start % ("glue", "database/named_mine")]
may(("Allow", "glue:*", [table, *above]))
assert glue.get_table(DatabaseName="named_mine", Name="A")["Table"]["Name"] == "a"
assert glue.get_database(Name="named_mine")["Database"]["Name"] == "named_mine"
assert error(glue.get_table, DatabaseName="named_mine", Name="b") == "AccessDeniedException"
assert error(glue.get_table, DatabaseName="named_others", Name="a") == "AccessDeniedException"
may(("Allow", "glue:*", "*"), ("Deny", "glue:*", table))
assert error(glue.delete_table, DatabaseName="NAMED_MINE", Name="A") == "AccessDeniedException"
assert glue.get_table(DatabaseName="named_mine", Name="b")["Table"]["Name"] == "b"

# A workgroup, and the executions in it.
may(("Allow", "athena:*", start % ("athena", "workgroup/named-mine")))
query = athena.start_query_execution(QueryString="SELECT 1", WorkGroup="named-mine")["QueryExecutionId"]
while athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]["State"] in ("QUEUED", "RUNNING"):
    time.sleep(0.05)
assert len(athena.get_query_results(QueryExecutionId=query)["ResultSet"]["Rows"]) == 2
assert error(athena.start_query_execution, QueryString="SELECT 1", WorkGroup="named-others") == "AccessDeniedException"
assert error(athena.start_query_execution, QueryString="SELECT 1") == "AccessDeniedException"
foreign = owner_athena.start_query_execution(QueryString="SELECT 2", WorkGroup="named-others")["QueryExecutionId"]
assert error(athena.get_query_results, QueryExecutionId=foreign) == "AccessDeniedException"
assert error(athena.stop_query_execution, QueryExecutionId=foreign) == "AccessDeniedException"
assert error(athena.batch_get_query_execution, QueryExecutionIds=[query, foreign]) == "AccessDeniedException"

iam.delete_user_policy(UserName="named", PolicyName="named")
iam.delete_access_key(UserName="named", AccessKeyId=key["AccessKeyId"])
iam.delete_user(UserName="named")
for name in ("mine", "others"):
    owner_athena.delete_work_group(WorkGroup=f"named-{name}", RecursiveDeleteOption=True)
    owner_glue.delete_workflow(Name=f"named-{name}")
    owner_glue.delete_database(Name=f"named_{name}")
print("done")
