"""EventBridge Scheduler: schedules, groups, tags, pages; what a schedule starts runs."""
import datetime
import json
import sys
import time
import boto3
from botocore.exceptions import ClientError

scheduler = boto3.client("scheduler", endpoint_url=sys.argv[1])
glue = boto3.client("glue", endpoint_url=sys.argv[1])


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"], problem.response["ResponseMetadata"]["HTTPStatusCode"]
    return None


START_JOB = "arn:aws:scheduler:::aws-sdk:glue:startJobRun"
target = {
    "Arn": START_JOB,
    "RoleArn": "arn:aws:iam::000000000000:role/start",
    "Input": json.dumps({"JobName": "totals", "Arguments": {"--full-refresh": "true"}}),
}
nightly = {
    "Name": "nightly",
    "ScheduleExpression": "cron(0 1 * * ? *)",
    "ScheduleExpressionTimezone": "Europe/Berlin",
    "FlexibleTimeWindow": {"Mode": "OFF"},
    "Target": target,
    "Description": "Totals of the day",
}
assert error(scheduler.get_schedule, Name="nightly") == ("ResourceNotFoundException", 404)
arn = scheduler.create_schedule(**nightly, ClientToken="once")["ScheduleArn"]
assert arn.endswith(":000000000000:schedule/default/nightly"), arn
assert scheduler.create_schedule(**nightly, ClientToken="once")["ScheduleArn"] == arn
assert error(scheduler.create_schedule, **nightly) == ("ConflictException", 409)
kept = scheduler.get_schedule(Name="nightly")
assert {name: kept[name] for name in nightly if name != "Target"} == {
    name: nightly[name] for name in nightly if name != "Target"}
assert {name: kept["Target"][name] for name in target} == target
assert kept["Target"]["RetryPolicy"] == {"MaximumEventAgeInSeconds": 86400, "MaximumRetryAttempts": 185}
assert (kept["State"], kept["GroupName"], kept["Arn"]) == ("ENABLED", "default", arn)

# An update says everything anew.
scheduler.update_schedule(
    Name="nightly",
    ScheduleExpression="rate(2 hours)",
    FlexibleTimeWindow={"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15},
    Target={**target, "RetryPolicy": {"MaximumRetryAttempts": 3}},
    State="DISABLED")
kept = scheduler.get_schedule(Name="nightly", GroupName="default")
assert "Description" not in kept and kept["ScheduleExpressionTimezone"] == "UTC"
assert kept["FlexibleTimeWindow"] == {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15}
assert kept["Target"]["RetryPolicy"]["MaximumRetryAttempts"] == 3 and kept["State"] == "DISABLED"

# What a lake cannot do is refused.
refused = ("ValidationException", 400)
assert error(scheduler.create_schedule, **{**nightly, "Name": "x", "ScheduleExpression": "now and then"}) == refused
assert error(scheduler.create_schedule, **{**nightly, "Name": "no/name"}) == refused
assert error(scheduler.create_schedule, **{**nightly, "Name": "x", "Target": {
    **target, "Arn": "arn:aws:lambda:us-east-1:000000000000:function:f"}}) == refused
assert error(scheduler.create_schedule, **{**nightly, "Name": "x", "Target": {**target, "Input": "{}"}}) == refused
assert error(scheduler.create_schedule, **{**nightly, "Name": "x", "Target": {
    **target, "DeadLetterConfig": {"Arn": "arn:aws:sqs:us-east-1:000000000000:q"}}}) == refused
assert error(scheduler.create_schedule, **{**nightly, "Name": "x", "FlexibleTimeWindow": {
    "Mode": "FLEXIBLE"}}) == refused
assert error(scheduler.create_schedule, **{**nightly, "GroupName": "none"}) == ("ResourceNotFoundException", 404)

# Groups have schedules and tags.
group = scheduler.create_schedule_group(Name="reports", Tags=[{"Key": "team", "Value": "data"}])["ScheduleGroupArn"]
assert error(scheduler.create_schedule_group, Name="reports") == ("ConflictException", 409)
scheduler.tag_resource(ResourceArn=group, Tags=[{"Key": "env", "Value": "test"}])
scheduler.untag_resource(ResourceArn=group, TagKeys=["team", "other"])
assert scheduler.list_tags_for_resource(ResourceArn=group)["Tags"] == [{"Key": "env", "Value": "test"}]
assert scheduler.get_schedule_group(Name="reports")["State"] == "ACTIVE"
for number in range(5):
    scheduler.create_schedule(**{**nightly, "Name": f"r{number}", "GroupName": "reports"})
pages = list(scheduler.get_paginator("list_schedules").paginate(
    GroupName="reports", PaginationConfig={"PageSize": 2}))
assert [[one["Name"] for one in page["Schedules"]] for page in pages] == [["r0", "r1"], ["r2", "r3"], ["r4"]]
assert [one["Name"] for one in scheduler.list_schedules(NamePrefix="nig")["Schedules"]] == ["nightly"]
assert [one["Name"] for one in scheduler.list_schedules(State="DISABLED")["Schedules"]] == ["nightly"]
assert [one["Name"] for one in scheduler.list_schedule_groups()["ScheduleGroups"]] == ["default", "reports"]
scheduler.delete_schedule_group(Name="reports")
assert error(scheduler.get_schedule, Name="r0", GroupName="reports") == ("ResourceNotFoundException", 404)
assert error(scheduler.delete_schedule_group, Name="default") == refused

# A moment that comes starts the job.
moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=2)
scheduler.create_schedule(**{
    **nightly, "Name": "once", "ScheduleExpressionTimezone": "UTC",
    "ScheduleExpression": f"at({moment:%Y-%m-%dT%H:%M:%S})"})
while True:
    runs = glue.get_job_runs(JobName="totals")["JobRuns"]
    if any(run.get("TriggerName", "").endswith("once") and run["JobRunState"] == "SUCCEEDED" for run in runs):
        break
    time.sleep(0.2)

scheduler.delete_schedule(Name="nightly", GroupName="default")
assert error(scheduler.delete_schedule, Name="nightly") == ("ResourceNotFoundException", 404)
assert error(scheduler.get_schedule_group, Name="none") == ("ResourceNotFoundException", 404)
print("done")
