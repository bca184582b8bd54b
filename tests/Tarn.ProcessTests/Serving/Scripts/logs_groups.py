"""CloudWatch Logs: groups, streams, events by pages and filters, tags; those of runs."""
import sys
import time
import boto3
from botocore.exceptions import ClientError

logs = boto3.client("logs", endpoint_url=sys.argv[1])
glue = boto3.client("glue", endpoint_url=sys.argv[1])


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


logs.create_log_group(logGroupName="/app/web", tags={"env": "test"})
assert error(logs.create_log_group, logGroupName="/app/web") == "ResourceAlreadyExistsException"
logs.put_retention_policy(logGroupName="/app/web", retentionInDays=7)
assert error(logs.put_retention_policy, logGroupName="/app/web", retentionInDays=8) == "InvalidParameterException"
group = logs.describe_log_groups(logGroupNamePrefix="/app/")["logGroups"][0]
assert (group["logGroupName"], group["retentionInDays"]) == ("/app/web", 7)
arn = group["arn"][:-2]
logs.tag_resource(resourceArn=arn, tags={"team": "data"})
logs.untag_resource(resourceArn=arn, tagKeys=["env"])
assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "data"}

where = {"logGroupName": "/app/web", "logStreamName": "one"}
logs.create_log_stream(**where)
assert error(logs.create_log_stream, **where) == "ResourceAlreadyExistsException"
now = int(time.time() * 1000)
events = [{"timestamp": now - 100 + i, "message": f"line {i} {'even' if i % 2 == 0 else 'odd'}"} for i in range(25)]
assert "rejectedLogEventsInfo" not in logs.put_log_events(**where, logEvents=events)
late = [{"timestamp": now - 30 * 86_400_000, "message": "old"}, {"timestamp": now, "message": "new"}]
assert logs.put_log_events(**where, logEvents=late)["rejectedLogEventsInfo"] == {"tooOldLogEventEndIndex": 1}
assert error(logs.put_log_events, **where, logEvents=events[::-1]) == "InvalidParameterException"
missing = {**where, "logStreamName": "none"}
assert error(logs.put_log_events, **missing, logEvents=events) == "ResourceNotFoundException"

read, token = [], None
while True:
    page = logs.get_log_events(**where, startFromHead=True, limit=10, **({"nextToken": token} if token else {}))
    read += [event["message"] for event in page["events"]]
    if page["nextForwardToken"] == token:
        break
    token = page["nextForwardToken"]
assert read == [event["message"] for event in events] + ["new"], read
assert [one["message"] for one in logs.get_log_events(**where, limit=1)["events"]] == ["new"]
pages = logs.get_paginator("filter_log_events").paginate(
    logGroupName="/app/web", filterPattern="line -odd", PaginationConfig={"PageSize": 5})
assert sum(len(page["events"]) for page in pages) == 13
stream = logs.describe_log_streams(logGroupName="/app/web", orderBy="LastEventTime")["logStreams"][0]
assert (stream["firstEventTimestamp"], stream["lastEventTimestamp"]) == (now - 100, now)
logs.delete_retention_policy(logGroupName="/app/web")
assert "retentionInDays" not in logs.describe_log_groups(logGroupNamePrefix="/app/")["logGroups"][0]
logs.delete_log_group(logGroupName="/app/web")
assert error(logs.describe_log_streams, logGroupName="/app/web") == "ResourceNotFoundException"

# A run's log is a stream that is called as the run.
run = glue.start_job_run(JobName="totals")["JobRunId"]
while glue.get_job_run(JobName="totals", RunId=run)["JobRun"]["JobRunState"] not in ("SUCCEEDED", "FAILED"):
    time.sleep(0.05)
lines = logs.get_log_events(logGroupName="/aws-glue/jobs/output", logStreamName=run, startFromHead=True)["events"]
assert lines and all(line["message"].startswith("info: ") for line in lines), lines
assert any("curated.totals" in line["message"] for line in lines), lines
glue.start_crawler(Name="drops")
while glue.get_crawler(Name="drops")["Crawler"]["State"] != "READY":
    time.sleep(0.05)
lines = logs.get_log_events(logGroupName="/aws-glue/crawlers", logStreamName="drops")["events"]
assert "crawl started" in lines[0]["message"] and "crawl ended" in lines[-1]["message"], lines
print("done")
