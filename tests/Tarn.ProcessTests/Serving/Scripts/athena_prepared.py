"""Prepared statements: made by the API and by SQL, run with values, changed, listed and taken away."""
import sys
import time

import boto3
from botocore.exceptions import ClientError

athena = boto3.client("athena", endpoint_url=sys.argv[1])


def run(sql, **settings):
    started = athena.start_query_execution(QueryString=sql, **settings)
    while True:
        execution = athena.get_query_execution(QueryExecutionId=started["QueryExecutionId"])["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
        time.sleep(0.02)


def rows(sql, **settings):
    execution = run(sql, **settings)
    assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
    result = athena.get_query_results(QueryExecutionId=execution["QueryExecutionId"])
    return [[value.get("VarCharValue") for value in row["Data"]] for row in result["ResultSet"]["Rows"]][1:]


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"]["Message"]
    raise AssertionError(f"{call.__name__} was taken")


athena.create_work_group(Name="ready")
athena.create_prepared_statement(
    StatementName="add@1", WorkGroup="ready", QueryStatement="SELECT ? + ? AS total", Description="adds")
found = athena.get_prepared_statement(StatementName="add@1", WorkGroup="ready")["PreparedStatement"]
assert (found["QueryStatement"], found["Description"], found["WorkGroupName"]) == (
    "SELECT ? + ? AS total", "adds", "ready"), found
assert refused(athena.create_prepared_statement, StatementName="add@1", WorkGroup="ready", QueryStatement="SELECT 1")[0] \
    == "InvalidRequestException"
assert refused(athena.create_prepared_statement, StatementName="bad", WorkGroup="ready", QueryStatement="SELEC 1")[0] \
    == "InvalidRequestException"
assert refused(athena.get_prepared_statement, StatementName="add@1", WorkGroup="primary") == (
    "ResourceNotFoundException", "PreparedStatement add@1 was not found in workGroup primary")

# SQL makes the same, and runs what either made; values stand in USING or beside the statement.
assert run("PREPARE pick FROM\nSELECT n FROM UNNEST(ARRAY[1, 2, 3]) AS t(n) WHERE n > ? ORDER BY n",
           WorkGroup="ready")["Status"]["State"] == "SUCCEEDED"
assert rows("EXECUTE pick USING 1", WorkGroup="ready") == [["2"], ["3"]]
assert rows("execute pick", WorkGroup="ready", ExecutionParameters=["2"]) == [["3"]]
assert rows('EXECUTE "add@1" USING 40, length(\'ab\')', WorkGroup="ready") == [["42"]]
execution = run("EXECUTE pick USING 1", WorkGroup="ready")
assert (execution["Query"], execution["StatementType"]) == ("EXECUTE pick USING 1", "DML"), execution
assert "expected 1 but found 0" in run("EXECUTE pick", WorkGroup="ready")["Status"]["StateChangeReason"]
assert refused(athena.start_query_execution, QueryString="EXECUTE pick USING 1")[1] \
    == "PreparedStatement pick was not found in workGroup primary"
again = run("PREPARE pick FROM SELECT 1", WorkGroup="ready")["Status"]
assert again["State"] == "FAILED" and "already exists" in again["StateChangeReason"], again

# Statements that write take values too.
assert run("CREATE TABLE curated.kept WITH (external_location = 's3://curated/kept/') AS SELECT ? AS name, ? AS number",
           ExecutionParameters=["it's", "7"])["Status"]["State"] == "SUCCEEDED"
assert run("PREPARE keep FROM INSERT INTO curated.kept VALUES (?, ?)", WorkGroup="ready")["Status"]["State"] == "SUCCEEDED"
assert run("EXECUTE keep USING 'two', 1 + 1", WorkGroup="ready")["Status"]["State"] == "SUCCEEDED"
assert rows("SELECT * FROM curated.kept ORDER BY number") == [["two", "2"], ["it's", "7"]]

athena.update_prepared_statement(StatementName="pick", WorkGroup="ready", QueryStatement="SELECT 'new' AS text")
assert rows("EXECUTE pick", WorkGroup="ready") == [["new"]]
assert refused(athena.update_prepared_statement, StatementName="none", WorkGroup="ready", QueryStatement="SELECT 1")[0] \
    == "ResourceNotFoundException"
first = athena.list_prepared_statements(WorkGroup="ready", MaxResults=2)
assert [one["StatementName"] for one in first["PreparedStatements"]] == ["add@1", "keep"], first
second = athena.list_prepared_statements(WorkGroup="ready", NextToken=first["NextToken"])
assert [one["StatementName"] for one in second["PreparedStatements"]] == ["pick"] and "NextToken" not in second, second
batch = athena.batch_get_prepared_statement(WorkGroup="ready", PreparedStatementNames=["pick", "none"])
assert [one["StatementName"] for one in batch["PreparedStatements"]] == ["pick"], batch
assert [one["ErrorCode"] for one in batch["UnprocessedPreparedStatementNames"]] == ["STATEMENT_NOT_FOUND"], batch

assert run("DEALLOCATE PREPARE pick", WorkGroup="ready")["Status"]["State"] == "SUCCEEDED"
athena.delete_prepared_statement(StatementName="keep", WorkGroup="ready")
assert refused(athena.delete_prepared_statement, StatementName="keep", WorkGroup="ready")[0] == "ResourceNotFoundException"
assert "not empty" in refused(athena.delete_work_group, WorkGroup="ready")[1]
athena.delete_work_group(WorkGroup="ready", RecursiveDeleteOption=True)
athena.create_work_group(Name="ready")
assert athena.list_prepared_statements(WorkGroup="ready")["PreparedStatements"] == []
assert refused(athena.create_data_catalog, Name="other", Type="HIVE")[0] == "UnknownOperationException"
print("done")
