"""Workflows run: those of clients by their triggers, those of files by their steps; triggers fire by what happens."""
import sys
import time
import urllib.error
import urllib.request

import boto3
from botocore.exceptions import ClientError

glue = boto3.client("glue", endpoint_url=sys.argv[1])
s3 = boto3.client("s3", endpoint_url=sys.argv[1])


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


def wait(look):
    for _ in range(600):
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came of it")


def ended(name, run_id):
    run = glue.get_workflow_run(Name=name, RunId=run_id, IncludeGraph=True)["Run"]
    return run if run["Status"] in ("COMPLETED", "STOPPED", "ERROR") else None


def node(run, name):
    return next(node for node in run["Graph"]["Nodes"] if node["Name"] == name)


def after(job, state):
    conditions = [{"LogicalOperator": "EQUALS", "JobName": job, "State": state}]
    return {"Logical": "AND", "Conditions": conditions}


# A workflow of triggers.
glue.create_workflow(Name="etl", DefaultRunProperties={"a": "1"}, MaxConcurrentRuns=1)
glue.create_trigger(Name="etl-start", WorkflowName="etl", Type="ON_DEMAND", Actions=[{"JobName": "quick"}])
glue.create_trigger(
    Name="etl-then", WorkflowName="etl", Type="CONDITIONAL", StartOnCreation=True,
    Predicate=after("quick", "SUCCEEDED"), Actions=[{"JobName": "broken"}])
glue.create_trigger(
    Name="etl-repair", WorkflowName="etl", Type="CONDITIONAL", StartOnCreation=True,
    Predicate=after("broken", "FAILED"), Actions=[{"CrawlerName": "drops"}])
glue.create_trigger(
    Name="etl-never", WorkflowName="etl", Type="CONDITIONAL", StartOnCreation=True,
    Predicate=after("broken", "SUCCEEDED"), Actions=[{"JobName": "slow"}])
run_id = glue.start_workflow_run(Name="etl", RunProperties={"b": "2"})["RunId"]
assert run_id.startswith("wr_"), run_id
run = wait(lambda: ended("etl", run_id))
assert run["Status"] == "COMPLETED" and run["WorkflowRunProperties"] == {"a": "1", "b": "2"}, run
counts = {name: count for name, count in run["Statistics"].items() if count}
assert counts == {"TotalActions": 4, "FailedActions": 1, "SucceededActions": 2}, counts
quick = node(run, "quick")["JobDetails"]["JobRuns"][0]
assert quick["JobRunState"] == "SUCCEEDED" and quick["TriggerName"] == "etl-start", quick
assert quick["Arguments"]["--WORKFLOW_RUN_ID"] == run_id.removeprefix("wr_"), quick
assert node(run, "drops")["CrawlerDetails"]["Crawls"][0]["State"] == "SUCCEEDED", run
assert len(run["Graph"]["Nodes"]) == 8 and len(run["Graph"]["Edges"]) == 7, run["Graph"]
assert glue.get_workflow(Name="etl")["Workflow"]["LastRun"]["WorkflowRunId"] == run_id
assert [found["WorkflowRunId"] for found in glue.get_workflow_runs(Name="etl")["Runs"]] == [run_id]
assert error(glue.stop_workflow_run, Name="etl", RunId=run_id) == "IllegalWorkflowStateException"
properties = {"Name": "etl", "RunId": run_id}
assert glue.get_workflow_run_properties(**properties)["RunProperties"] == {"a": "1", "b": "2"}

# What failed is done again, and what has succeeded is not.
again = glue.resume_workflow_run(Name="etl", RunId=run_id, NodeIds=[node(run, "broken")["UniqueId"]])
second = wait(lambda: ended("etl", again["RunId"]))
assert second["PreviousRunId"] == run_id, second
assert node(second, "quick")["JobDetails"]["JobRuns"][0]["Id"] == quick["Id"], second
assert len(glue.get_job_runs(JobName="broken")["JobRuns"]) == 2
assert error(glue.resume_workflow_run, Name="etl", RunId=run_id, NodeIds=["none"]) == "InvalidInputException"

# One that takes long is one too many for a second run, and is stopped with its job.
glue.create_workflow(Name="long", MaxConcurrentRuns=1)
glue.create_trigger(Name="long-start", WorkflowName="long", Type="ON_DEMAND", Actions=[{"JobName": "slow"}])
glue.start_trigger(Name="long-start")
long_id = wait(lambda: glue.get_workflow_runs(Name="long")["Runs"])[0]["WorkflowRunId"]
wait(lambda: [run for run in glue.get_job_runs(JobName="slow")["JobRuns"] if run["JobRunState"] == "RUNNING"])
assert error(glue.start_workflow_run, Name="long") == "ConcurrentRunsExceededException"
glue.put_workflow_run_properties(Name="long", RunId=long_id, RunProperties={"c": "3"})
assert glue.get_workflow_run_properties(Name="long", RunId=long_id)["RunProperties"] == {"c": "3"}
glue.stop_workflow_run(Name="long", RunId=long_id)
assert wait(lambda: ended("long", long_id))["Status"] == "STOPPED"
assert glue.get_job_runs(JobName="slow")["JobRuns"][0]["JobRunState"] == "STOPPED"

# Conditional triggers beside workflows count what triggers have started.
glue.create_trigger(
    Name="chained", Type="CONDITIONAL", StartOnCreation=True,
    Predicate=after("quick", "SUCCEEDED"), Actions=[{"JobName": "broken"}])
glue.create_trigger(Name="first", Type="ON_DEMAND", Actions=[{"JobName": "quick"}])
by_hand = glue.start_job_run(JobName="quick")["JobRunId"]
wait(lambda: glue.get_job_run(JobName="quick", RunId=by_hand)["JobRun"]["JobRunState"] == "SUCCEEDED")
glue.start_trigger(Name="first")
wait(lambda: [run for run in glue.get_job_runs(JobName="broken")["JobRuns"] if run.get("TriggerName") == "chained"])
chained = [run for run in glue.get_job_runs(JobName="broken")["JobRuns"] if run.get("TriggerName") == "chained"]
assert len(chained) == 1, chained
glue.delete_trigger(Name="chained")

# A workflow that begins with events of a bucket, two at a time.
glue.create_workflow(Name="arrivals")
glue.create_trigger(
    Name="arrivals-start", WorkflowName="arrivals", Type="EVENT", Actions=[{"JobName": "totals"}],
    EventBatchingCondition={"BatchSize": 2})
glue.start_trigger(Name="arrivals-start")
s3.put_bucket_notification_configuration(Bucket="raw", NotificationConfiguration={
    "LambdaFunctionConfigurations": [{
        "LambdaFunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:arrivals",
        "Events": ["s3:ObjectCreated:*"]}]})
s3.put_object(Bucket="raw", Key="one", Body=b"1")
s3.put_object(Bucket="raw", Key="two", Body=b"2")
wait(lambda: glue.get_workflow_runs(Name="arrivals")["Runs"])
assert len(glue.get_workflow_runs(Name="arrivals")["Runs"]) == 1

# Those of files are the same things.
assert "chain" in glue.list_workflows()["Workflows"]
assert error(glue.update_workflow, Name="chain") == "InvalidInputException"
assert {"after-hook", "after-chain"} <= set(glue.list_triggers()["TriggerNames"])
assert error(glue.delete_trigger, Name="after-hook") == "InvalidInputException"
crawls = len(glue.list_crawls(CrawlerName="drops")["Crawls"])
chain_id = glue.start_workflow_run(Name="chain", RunProperties={"least": "1"})["RunId"]
chain = wait(lambda: ended("chain", chain_id))
assert chain["Statistics"]["SucceededActions"] == 3, chain
assert [node["Name"] for node in chain["Graph"]["Nodes"] if node["Type"] == "JOB"] == ["quick", "totals"], chain
assert error(glue.start_workflow_run, Name="chain", RunProperties={"most": "1"}) == "InvalidInputException"
wait(lambda: len(glue.list_crawls(CrawlerName="drops")["Crawls"]) > crawls)


def call(token):
    request = urllib.request.Request(f"{sys.argv[1]}/hooks/after-hook", data=b"{}", method="POST")
    request.add_header("Authorization", f"Bearer {token}")
    try:
        return urllib.request.urlopen(request).status
    except urllib.error.HTTPError as problem:
        return problem.code


runs = len(glue.get_workflow_runs(Name="chain")["Runs"])
assert call("wrong") == 401
assert call("open-sesame") == 202
wait(lambda: len(glue.get_workflow_runs(Name="chain")["Runs"]) == runs + 1)

totals = len(glue.get_job_runs(JobName="totals")["JobRuns"])
s3.put_object(Bucket="raw", Key="incoming/1", Body=b"1")
s3.put_object(Bucket="raw", Key="incoming/2", Body=b"2")
wait(lambda: [run for run in glue.get_job_runs(JobName="totals")["JobRuns"] if run.get("TriggerName") == "after-object"])
print("done")
