"""Crawlers and jobs: started, waited for, looked at; what cannot be is said in Glue's words."""
import sys
import time

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


def wait(look, wanted):
    for _ in range(600):
        state = look()
        if state in wanted:
            return state
        time.sleep(0.1)
    raise AssertionError(state)


def crawl():
    glue.start_crawler(Name="drops")
    wait(lambda: glue.get_crawler(Name="drops")["Crawler"]["State"], ["READY"])
    return glue.get_crawler(Name="drops")["Crawler"]["LastCrawl"]


def run(**arguments):
    run_id = glue.start_job_run(JobName="totals", **arguments)["JobRunId"]
    ended = ["SUCCEEDED", "FAILED", "STOPPED", "ERROR", "TIMEOUT"]
    wait(lambda: glue.get_job_run(JobName="totals", RunId=run_id)["JobRun"]["JobRunState"], ended)
    return glue.get_job_run(JobName="totals", RunId=run_id)["JobRun"]


for day in (1, 2):
    s3.put_object(Bucket="raw", Key=f"drops/visits/day=2024-02-0{day}/a.csv", Body=b"id,city\n1,Oslo\n2,Rome\n")
crawler = glue.get_crawler(Name="drops")["Crawler"]
assert crawler["Targets"]["S3Targets"][0]["Path"] == "s3://raw/drops/", crawler
assert crawler["State"] == "READY" and crawler["DatabaseName"] == "raw", crawler
last = crawl()
assert last["Status"] == "SUCCEEDED", last
table = glue.get_table(DatabaseName="raw", Name="visits")["Table"]
assert [column["Name"] for column in table["StorageDescriptor"]["Columns"]] == ["id", "city"], table
assert table["Parameters"]["UPDATED_BY_CRAWLER"] == "drops" and table["Parameters"]["classification"] == "csv"
found = glue.get_partitions(DatabaseName="raw", TableName="visits", Expression="day = '2024-02-02'")["Partitions"]
assert [partition["Values"] for partition in found] == [["2024-02-02"]], found
assert glue.list_crawlers()["CrawlerNames"] == ["drops"]
assert len(glue.get_crawlers()["Crawlers"]) == 1
crawls = glue.list_crawls(CrawlerName="drops")["Crawls"]
assert crawls[0]["State"] == "COMPLETED" and '"ADD":1' in crawls[0]["Summary"], crawls
metrics = glue.get_crawler_metrics(CrawlerNameList=["drops"])["CrawlerMetricsList"][0]
assert metrics["TablesCreated"] == 1 and metrics["LastRuntimeSeconds"] > 0, metrics
assert error(glue.start_crawler, Name="none") == "EntityNotFoundException"
assert error(glue.stop_crawler, Name="drops") == "CrawlerNotRunningException"

assert glue.list_jobs()["JobNames"] == ["totals"]
assert glue.get_job(JobName="totals")["Job"]["ExecutionProperty"] == {"MaxConcurrentRuns": 1}
assert error(glue.get_job_bookmark, JobName="totals") == "EntityNotFoundException"
done = run(Arguments={"--day": "2024-02-01"})
assert done["JobRunState"] == "SUCCEEDED" and done["Arguments"] == {"--day": "2024-02-01"}, done
assert done["CompletedOn"] >= done["StartedOn"], done
bookmark = glue.get_job_bookmark(JobName="totals")["JobBookmarkEntry"]
assert bookmark["RunId"] == done["Id"] and "curated.totals" in bookmark["JobBookmark"], bookmark
glue.reset_job_bookmark(JobName="totals")
again = run(Timeout=5)
assert [one["Id"] for one in glue.get_job_runs(JobName="totals")["JobRuns"]] == [again["Id"], done["Id"]]
totals = glue.get_table(DatabaseName="curated", Name="totals")["Table"]
assert totals["StorageDescriptor"]["Columns"] == [{"Name": "id", "Type": "int"}], totals
assert totals["Parameters"]["table_type"] == "DELTA", totals
assert error(glue.delete_table, DatabaseName="curated", Name="totals") == "InvalidInputException"
stopped = glue.batch_stop_job_run(JobName="totals", JobRunIds=[done["Id"], "jr_none"])
assert stopped["SuccessfulSubmissions"] == [] and len(stopped["Errors"]) == 2, stopped
assert error(glue.start_job_run, JobName="none") == "EntityNotFoundException"
assert error(glue.start_job_run, JobName="totals", Timeout=99999) == "InvalidInputException"

glue.delete_table(DatabaseName="raw", Name="visits")
print("done")
