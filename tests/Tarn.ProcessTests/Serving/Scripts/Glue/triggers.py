"""Triggers and workflows: kept and shown as Glue has them; those on demand start jobs and crawlers."""
import sys
import time

import boto3
from botocore.exceptions import ClientError

glue = boto3.client("glue", endpoint_url=sys.argv[1])
TOTALS = [{"JobName": "totals"}]


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


def state(name):
    return glue.get_trigger(Name=name)["Trigger"]["State"]


def refused(**trigger):
    return error(glue.create_trigger, Name="bad", **trigger)


succeeded = [{"LogicalOperator": "EQUALS", "JobName": "totals", "State": "SUCCEEDED"}]
after = {"Logical": "AND", "Conditions": succeeded}
invalid = "InvalidInputException"
assert refused(Type="SCHEDULED", Actions=TOTALS) == invalid
assert refused(Type="SCHEDULED", Actions=TOTALS, Schedule="cron(99 2 * * ? *)") == invalid
assert refused(Type="SCHEDULED", Actions=TOTALS, Schedule="0 2 * * *") == invalid
assert refused(Type="ON_DEMAND", Actions=TOTALS, Schedule="cron(0 2 * * ? *)") == invalid
assert refused(Type="ON_DEMAND", Actions=TOTALS, StartOnCreation=True) == invalid
assert refused(Type="ON_DEMAND", Actions=[]) == invalid
assert refused(Type="ON_DEMAND", Actions=[{"JobName": "totals", "CrawlerName": "drops"}]) == invalid
assert refused(Type="CONDITIONAL", Actions=TOTALS) == invalid
running = {"Conditions": [{"JobName": "totals", "State": "RUNNING"}]}
assert refused(Type="CONDITIONAL", Actions=TOTALS, Predicate=running) == invalid
assert refused(Type="EVENT", Actions=TOTALS) == invalid
assert refused(Type="SOMETIMES", Actions=TOTALS) == invalid
assert refused(Type="ON_DEMAND", Actions=[{"JobName": "none"}]) == "EntityNotFoundException"
assert refused(Type="ON_DEMAND", Actions=[{"CrawlerName": "none"}]) == "EntityNotFoundException"
assert refused(Type="ON_DEMAND", Actions=TOTALS, WorkflowName="none") == "EntityNotFoundException"

glue.create_workflow(Name="daily", Description="each day", DefaultRunProperties={"a": "1"}, MaxConcurrentRuns=1)
assert error(glue.create_workflow, Name="daily") == "AlreadyExistsException"
glue.create_trigger(
    Name="start",
    Type="SCHEDULED",
    Schedule="cron(0 2 * * ? *)",
    StartOnCreation=True,
    WorkflowName="daily",
    Actions=[{"CrawlerName": "drops"}],
    Tags={"team": "data"},
)
assert error(glue.create_trigger, Name="start", Type="ON_DEMAND", Actions=TOTALS) == "AlreadyExistsException"
assert refused(Type="ON_DEMAND", Actions=TOTALS, WorkflowName="daily") == invalid
crawled = {"Conditions": [{"LogicalOperator": "EQUALS", "CrawlerName": "drops", "CrawlState": "SUCCEEDED"}]}
actions = [{"JobName": "totals", "Arguments": {"--day": "1"}, "Timeout": 5}]
glue.create_trigger(Name="then", Type="CONDITIONAL", WorkflowName="daily", Predicate=crawled, Actions=actions)
assert (state("start"), state("then")) == ("ACTIVATED", "CREATED")
glue.stop_trigger(Name="start")
glue.start_trigger(Name="then")
assert (state("start"), state("then")) == ("DEACTIVATED", "ACTIVATED")
then = glue.get_trigger(Name="then")["Trigger"]
assert then["Actions"] == actions and then["Predicate"] == {"Logical": "AND", **crawled}, then
assert then["WorkflowName"] == "daily" and then["Type"] == "CONDITIONAL", then
changed = glue.update_trigger(Name="start", TriggerUpdate={"Schedule": "cron(5 2 * * ? *)", "Actions": TOTALS})
assert changed["Trigger"]["Schedule"] == "cron(5 2 * * ? *)" and changed["Trigger"]["Actions"] == TOTALS, changed
assert error(glue.update_trigger, Name="start", TriggerUpdate={"Actions": TOTALS}) == invalid
glue.update_trigger(
    Name="start", TriggerUpdate={"Schedule": "cron(5 2 * * ? *)", "Actions": [{"CrawlerName": "drops"}]})

graph = glue.get_workflow(Name="daily", IncludeGraph=True)["Workflow"]["Graph"]
names = {node["UniqueId"]: (node["Type"], node["Name"]) for node in graph["Nodes"]}
edges = [(names[edge["SourceId"]], names[edge["DestinationId"]]) for edge in graph["Edges"]]
assert edges == [
    (("TRIGGER", "start"), ("CRAWLER", "drops")),
    (("CRAWLER", "drops"), ("TRIGGER", "then")),
    (("TRIGGER", "then"), ("JOB", "totals")),
], edges
assert len(names) == 4
glue.update_workflow(Name="daily", Description="every day")
workflow = glue.get_workflow(Name="daily")["Workflow"]
assert workflow["Description"] == "every day" and "Graph" not in workflow, workflow
batch = glue.batch_get_workflows(Names=["daily", "none"])
assert [one["Name"] for one in batch["Workflows"]] == ["daily"] and batch["MissingWorkflows"] == ["none"], batch
assert glue.list_workflows()["Workflows"] == ["daily"]

# On demand: what it names runs.
glue.create_trigger(
    Name="now",
    Type="ON_DEMAND",
    Actions=[{"JobName": "totals", "Arguments": {"--by": "trigger"}}, {"CrawlerName": "drops"}],
)
before = len(glue.list_crawls(CrawlerName="drops")["Crawls"])
glue.start_trigger(Name="now")
assert state("now") == "CREATED"
for _ in range(1200):
    run = glue.get_job_runs(JobName="totals")["JobRuns"][0]
    crawls = glue.list_crawls(CrawlerName="drops")["Crawls"]
    if run["JobRunState"] == "SUCCEEDED" and len(crawls) > before and crawls[0]["State"] == "COMPLETED":
        break
    time.sleep(0.05)
assert run["TriggerName"] == "now" and run["Arguments"] == {"--by": "trigger"}, run
assert run["JobRunState"] == "SUCCEEDED" and crawls[0]["State"] == "COMPLETED", (run, crawls)
glue.create_trigger(Name="long", Type="ON_DEMAND", Actions=[{"JobName": "slow"}])
glue.start_trigger(Name="long")
assert error(glue.start_trigger, Name="long") == "ConcurrentRunsExceededException"
slow = glue.get_job_runs(JobName="slow")["JobRuns"][0]
glue.batch_stop_job_run(JobName="slow", JobRunIds=[slow["Id"]])

assert glue.list_triggers()["TriggerNames"] == ["long", "now", "start", "then"]
assert glue.list_triggers(DependentJobName="totals")["TriggerNames"] == ["now", "then"]
assert glue.list_triggers(Tags={"team": "data"})["TriggerNames"] == ["start"]
pages = glue.get_paginator("get_triggers").paginate(PaginationConfig={"PageSize": 3})
assert [one["Name"] for page in pages for one in page["Triggers"]] == ["long", "now", "start", "then"]
batch = glue.batch_get_triggers(TriggerNames=["now", "none"])
assert [one["Name"] for one in batch["Triggers"]] == ["now"] and batch["TriggersNotFound"] == ["none"], batch
for kind, name in (("trigger", "start"), ("workflow", "daily")):
    arn = f"arn:aws:glue:us-east-1:000000000000:{kind}/{name}"
    glue.tag_resource(ResourceArn=arn, TagsToAdd={"cost": "7"})
    assert glue.get_tags(ResourceArn=arn)["Tags"]["cost"] == "7"
command = {"Name": "glueetl"}
glue.create_job(Name="gone", Role="glue", Command=command, DefaultArguments={"--tarn-job": "totals"})
glue.update_trigger(Name="now", TriggerUpdate={"Actions": [{"JobName": "gone"}]})
glue.delete_job(JobName="gone")
assert error(glue.start_trigger, Name="now") == "EntityNotFoundException"
glue.stop_trigger(Name="now")
for name in ("long", "now", "then", "none"):
    glue.delete_trigger(Name=name)
assert error(glue.get_trigger, Name="now") == "EntityNotFoundException"
glue.delete_workflow(Name="daily")
assert glue.list_triggers()["TriggerNames"] == []
assert error(glue.get_workflow, Name="daily") == "EntityNotFoundException"
print("done")
