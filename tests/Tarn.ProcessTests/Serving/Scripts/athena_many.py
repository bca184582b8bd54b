"""Many queries at once, of two workgroups: all end, each with its own result and in its own list."""
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3

athena = boto3.client("athena", endpoint_url=sys.argv[1])
for group in ("busy", "calm"):
    athena.create_work_group(Name=group)


def start(group, number):
    return athena.start_query_execution(
        QueryString=f"SELECT {number} AS number, count(*) AS n FROM UNNEST(sequence(1, 20000)) AS t(x)",
        WorkGroup=group)["QueryExecutionId"]


with ThreadPoolExecutor(8) as threads:
    busy = list(threads.map(lambda number: start("busy", number), range(60)))
    calm = list(threads.map(lambda number: start("calm", number), range(4)))

ended = []
while len(ended) < 64:
    waiting = [execution for execution in busy + calm if execution not in ended]
    for i in range(0, len(waiting), 50):
        batch = athena.batch_get_query_execution(QueryExecutionIds=waiting[i:i + 50])["QueryExecutions"]
        for execution in batch:
            if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
                assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
                ended.append(execution["QueryExecutionId"])
    time.sleep(0.05)

for number, execution in enumerate(busy):
    rows = athena.get_query_results(QueryExecutionId=execution)["ResultSet"]["Rows"]
    assert [value["VarCharValue"] for value in rows[1]["Data"]] == [str(number), "20000"], rows
for group in ("busy", "calm"):
    pages = athena.get_paginator("list_query_executions").paginate(
        WorkGroup=group, PaginationConfig={"PageSize": 7})
    listed = [execution for page in pages for execution in page["QueryExecutionIds"]]
    assert sorted(listed) == sorted(busy if group == "busy" else calm), group
    athena.delete_work_group(WorkGroup=group, RecursiveDeleteOption=True)
print("done")
