"""Jobs that a client makes: which models they run, several runs, stops, retries, and what is refused."""
import sys
import time

import boto3
from botocore.exceptions import ClientError

glue = boto3.client("glue", endpoint_url=sys.argv[1])
COMMAND = {"Name": "glueetl", "ScriptLocation": "s3://raw/scripts/job.py"}
ENDED = ["SUCCEEDED", "FAILED", "STOPPED", "ERROR", "TIMEOUT"]


def error(call, **arguments):
    try:
        call(**arguments)
    except ClientError as problem:
        return problem.response["Error"]["Code"]
    return None


def make(name, **more):
    glue.create_job(Name=name, Role="glue", Command=COMMAND, **more)


def look(job, run):
    return glue.get_job_run(JobName=job, RunId=run)["JobRun"]


def wait(job, run, wanted):
    for _ in range(1200):
        found = look(job, run)
        if found["JobRunState"] in wanted:
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def runs(job):
    return glue.get_job_runs(JobName=job)["JobRuns"]


# A name that no models have needs to say which ones run.
assert error(make, name="nightly") == "InvalidInputException"
assert error(make, name="nightly", DefaultArguments={"--tarn-job": "none"}) == "InvalidInputException"
assert error(make, name="nightly", DefaultArguments={"--select": "none.none"}) == "EntityNotFoundException"
assert error(make, name="totals", MaxRetries=11) == "InvalidInputException"
assert error(make, name="totals", Connections={"Connections": ["vpc"]}) == "InvalidInputException"
assert error(make, name="a b") == "InvalidInputException"
make("nightly", DefaultArguments={"--tarn-job": "totals", "--note": "kept"}, Timeout=30, Tags={"team": "data"})
assert error(make, name="nightly", DefaultArguments={"--tarn-job": "totals"}) == "AlreadyExistsException"
run = wait("nightly", glue.start_job_run(JobName="nightly")["JobRunId"], ENDED)
assert run["JobRunState"] == "SUCCEEDED" and run["Timeout"] == 30 and run["Attempt"] == 0, run
assert "curated.totals" in glue.get_job_bookmark(JobName="nightly")["JobBookmarkEntry"]["JobBookmark"]
again = wait("nightly", glue.start_job_run(JobName="nightly", JobRunId=run["Id"])["JobRunId"], ENDED)
assert again["PreviousRunId"] == run["Id"] and again["Attempt"] == 1, again
assert [one["Id"] for one in runs("nightly")] == [again["Id"], run["Id"]]
make("one-model", DefaultArguments={"--select": "curated.totals"})
run = wait("one-model", glue.start_job_run(JobName="one-model")["JobRunId"], ENDED)
assert run["JobRunState"] == "SUCCEEDED", run
refused = {"--job-bookmark-option": "job-bookmark-pause"}
assert error(glue.start_job_run, JobName="nightly", Arguments=refused) == "InvalidInputException"
assert error(glue.get_job_run, JobName="nightly", RunId="../../x") == "EntityNotFoundException"

# The job of models is there before a client makes one of its name, and after that is deleted.
assert error(glue.update_job, JobName="slow", JobUpdate={"MaxRetries": 1}) == "InvalidInputException"
assert error(glue.delete_job, JobName="slow") == "InvalidInputException"
make("slow", ExecutionProperty={"MaxConcurrentRuns": 2})
first = glue.start_job_run(JobName="slow", Arguments={"--part": "1"})["JobRunId"]
wait("slow", first, ["RUNNING"])
second = glue.start_job_run(JobName="slow", Arguments={"--part": "2"})["JobRunId"]
assert look("slow", second)["JobRunState"] == "STARTING"
assert error(glue.start_job_run, JobName="slow") == "ConcurrentRunsExceededException"
assert error(glue.start_job_run, JobName="slow", JobRunId=first) == "InvalidInputException"
stopped = glue.batch_stop_job_run(JobName="slow", JobRunIds=[first, second, "jr_none"])
assert [one["JobRunId"] for one in stopped["SuccessfulSubmissions"]] == [first, second], stopped
assert stopped["Errors"][0]["ErrorDetail"]["ErrorCode"] == "EntityNotFoundException", stopped
for one in (first, second):
    assert wait("slow", one, ENDED)["JobRunState"] == "STOPPED"
assert [one["Arguments"]["--part"] for one in runs("slow")] == ["2", "1"]
glue.update_job(JobName="slow", JobUpdate={"Role": "glue", "Command": COMMAND, "Description": "long"})
job = glue.get_job(JobName="slow")["Job"]
assert job["ExecutionProperty"] == {"MaxConcurrentRuns": 1} and job["Description"] == "long", job

# A run that fails is begun again.
make("broken", MaxRetries=2)
first = glue.start_job_run(JobName="broken")["JobRunId"]
last = None
for _ in range(1200):
    if len(runs("broken")) == 3 and runs("broken")[0]["JobRunState"] in ENDED:
        break
    time.sleep(0.05)
found = runs("broken")
assert [one["JobRunState"] for one in found] == ["FAILED"] * 3, found
assert [one["Id"] for one in found] == [f"{first}_attempt_2", f"{first}_attempt_1", first], found
assert [one["Attempt"] for one in found] == [2, 1, 0], found
assert found[0]["PreviousRunId"] == found[1]["Id"] and found[1]["PreviousRunId"] == first, found
assert "curated.broken" in found[0]["ErrorMessage"], found[0]

# Listings and tags.
assert glue.list_jobs(Tags={"team": "data"})["JobNames"] == ["nightly"]
batch = glue.batch_get_jobs(JobNames=["nightly", "totals", "none"])
assert [job["Name"] for job in batch["Jobs"]] == ["nightly", "totals"] and batch["JobsNotFound"] == ["none"], batch
arn = "arn:aws:glue:us-east-1:000000000000:job/"
glue.tag_resource(ResourceArn=arn + "nightly", TagsToAdd={"cost": "7"})
assert glue.get_tags(ResourceArn=arn + "nightly")["Tags"] == {"team": "data", "cost": "7"}
assert error(glue.tag_resource, ResourceArn=arn + "totals", TagsToAdd={"a": "b"}) == "InvalidInputException"
for name in ("nightly", "one-model", "slow", "broken"):
    glue.delete_job(JobName=name)
make("nightly", DefaultArguments={"--tarn-job": "totals"})
assert runs("nightly") == []
glue.delete_job(JobName="nightly")
glue.delete_job(JobName="none")
assert glue.list_jobs()["JobNames"] == ["broken", "slow", "totals"]
print("done")
