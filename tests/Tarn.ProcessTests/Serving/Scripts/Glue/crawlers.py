"""Crawlers that a client makes: they crawl, are stopped, changed, tagged and deleted; those of files stay."""
import json
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


def ended(name):
    for _ in range(1200):
        crawler = glue.get_crawler(Name=name)["Crawler"]
        if crawler["State"] == "READY":
            return crawler["LastCrawl"]
        time.sleep(0.05)
    raise AssertionError(crawler)


def s3_target(path, **more):
    return {"S3Targets": [{"Path": path, **more}]}


def make(name, targets, **more):
    glue.create_crawler(Name=name, Role="glue", DatabaseName="made", Targets=targets, **more)


for key in ("shops/north/a.csv", "shops/south/a.csv", "shops/south/old/b.csv", "shops/south/a.tmp"):
    s3.put_object(Bucket="raw", Key=key, Body=b"id,city\n1,Oslo\n2,Rome\n")
s3.put_object(Bucket="raw", Key="tills/a.csv", Body=b"till,open\n1,true\n2,false\n")

# What the lake cannot do is refused when the crawler is made.
bad = dict(Name="bad", Role="glue", DatabaseName="made")
assert error(glue.create_crawler, Targets=s3_target("s3://nowhere-at-all/x/"), **bad) == "InvalidInputException"
assert error(glue.create_crawler, Targets=s3_target("raw/shops"), **bad) == "InvalidInputException"
assert error(glue.create_crawler, Targets={}, **bad) == "InvalidInputException"
for kind in (
    {"JdbcTargets": [{"ConnectionName": "c", "Path": "db/%"}]},
    {"DynamoDBTargets": [{"Path": "orders"}]},
    {"MongoDBTargets": [{"ConnectionName": "c", "Path": "db/orders"}]},
    {"CatalogTargets": [{"DatabaseName": "raw", "Tables": ["visits"]}]},
    s3_target("s3://raw/shops/", ConnectionName="vpc"),
    s3_target("s3://raw/shops/", EventQueueArn="arn:aws:sqs:us-east-1:000000000000:q"),
    s3_target("s3://raw/shops/", Exclusions=["[ab].csv"]),
):
    assert error(glue.create_crawler, Targets=kind, **bad) == "InvalidInputException", kind
for more in (
    {"Classifiers": ["mine"]},
    {"Schedule": "rate(1 day)"},
    {"Schedule": "cron(0 2 * * *)"},
    {"RecrawlPolicy": {"RecrawlBehavior": "CRAWL_EVENT_MODE"}},
    {"RecrawlPolicy": {"RecrawlBehavior": "CRAWL_NEW_FOLDERS_ONLY"}},
    {"Configuration": "{"},
    {"Configuration": json.dumps({"CrawlerOutput": {"Tables": {"TableThreshold": 3}}})},
    {"LineageConfiguration": {"CrawlerLineageSettings": "ENABLE"}},
):
    targets = s3_target("s3://raw/shops/")
    assert error(glue.create_crawler, Targets=targets, **bad, **more) == "InvalidInputException", more
assert error(glue.get_crawler, Name="bad") == "EntityNotFoundException"

# Two targets, a prefix, one table of all that fits together, and files that are passed over.
targets = {
    "S3Targets": [
        {"Path": "s3://raw/shops", "Exclusions": ["**.{tmp,bak}", "south/old/**"]},
        {"Path": "s3://raw/tills/"},
    ]
}
configuration = json.dumps({"Version": 1.0, "Grouping": {"TableGroupingPolicy": "CombineCompatibleSchemas"}})
make(
    "shops",
    targets,
    TablePrefix="Raw-",
    Configuration=configuration,
    Schedule="cron(0 2 * * ? *)",
    SchemaChangePolicy={"DeleteBehavior": "DELETE_FROM_DATABASE"},
    Tags={"team": "data"},
)
assert error(make, name="shops", targets=targets) == "AlreadyExistsException"
crawler = glue.get_crawler(Name="shops")["Crawler"]
assert crawler["Targets"] == targets and crawler["Configuration"] == configuration, crawler
assert crawler["Schedule"] == {"ScheduleExpression": "cron(0 2 * * ? *)", "State": "SCHEDULED"}, crawler
policy = {"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "DELETE_FROM_DATABASE"}
assert crawler["SchemaChangePolicy"] == policy and crawler["TablePrefix"] == "Raw-", crawler
glue.start_crawler(Name="shops")
last = ended("shops")
assert last["Status"] == "SUCCEEDED", last
tables = {table["Name"]: table for table in glue.get_tables(DatabaseName="made")["TableList"]}
assert sorted(tables) == ["raw_shops", "raw_tills"], sorted(tables)
assert tables["raw_shops"]["Parameters"]["UPDATED_BY_CRAWLER"] == "shops"
found = glue.get_partitions(DatabaseName="made", TableName="raw_shops")["Partitions"]
assert sorted(one["Values"] for one in found) == [["north"], ["south"]], found

# History and its filters.
crawl = glue.list_crawls(CrawlerName="shops")["Crawls"][0]
now = str(int(time.time() * 1000) + 60000)


def crawls(field, operator, value):
    wanted = [{"FieldName": field, "FilterOperator": operator, "FieldValue": value}]
    return len(glue.list_crawls(CrawlerName="shops", Filters=wanted)["Crawls"])


assert crawls("STATE", "EQ", "COMPLETED") == 1 and crawls("STATE", "NE", "COMPLETED") == 0
assert crawls("CRAWL_ID", "EQ", crawl["CrawlId"]) == 1 and crawls("CRAWL_ID", "EQ", "x") == 0
assert crawls("START_TIME", "LT", now) == 1 and crawls("END_TIME", "GE", now) == 0
try:
    crawls("DPU_HOUR", "GT", "1")
    raise AssertionError("DPU_HOUR")
except ClientError as problem:
    assert problem.response["Error"]["Code"] == "InvalidInputException", problem

# Files that are gone take their table with them, as the policy says.
s3.delete_object(Bucket="raw", Key="tills/a.csv")
glue.start_crawler(Name="shops")
assert ended("shops")["Status"] == "SUCCEEDED"
assert [table["Name"] for table in glue.get_tables(DatabaseName="made")["TableList"]] == ["raw_shops"]

# Schedule and tags.
assert error(glue.start_crawler_schedule, CrawlerName="shops") == "SchedulerRunningException"
glue.stop_crawler_schedule(CrawlerName="shops")
assert error(glue.stop_crawler_schedule, CrawlerName="shops") == "SchedulerNotRunningException"
glue.update_crawler_schedule(CrawlerName="shops", Schedule="cron(30 3 ? * MON *)")
assert glue.get_crawler(Name="shops")["Crawler"]["Schedule"]["State"] == "NOT_SCHEDULED"
glue.start_crawler_schedule(CrawlerName="shops")
expected = {"ScheduleExpression": "cron(30 3 ? * MON *)", "State": "SCHEDULED"}
assert glue.get_crawler(Name="shops")["Crawler"]["Schedule"] == expected
glue.update_crawler(Name="shops", Schedule="")
assert "Schedule" not in glue.get_crawler(Name="shops")["Crawler"]
assert error(glue.start_crawler_schedule, CrawlerName="shops") == "NoScheduleException"
arn = "arn:aws:glue:us-east-1:000000000000:crawler/shops"
glue.tag_resource(ResourceArn=arn, TagsToAdd={"cost": "7"})
glue.untag_resource(ResourceArn=arn, TagsToRemove=["team"])
assert glue.get_tags(ResourceArn=arn)["Tags"] == {"cost": "7"}
assert glue.list_crawlers(Tags={"cost": "7"})["CrawlerNames"] == ["shops"]
assert glue.list_crawlers(Tags={"cost": "8"})["CrawlerNames"] == []

# A crawl under way: nothing else can be done with its crawler, until it is stopped.
make("many", s3_target("s3://raw/many/"))
glue.start_crawler(Name="many")
assert glue.get_crawler(Name="many")["Crawler"]["State"] == "RUNNING"
assert error(glue.start_crawler, Name="many") == "CrawlerRunningException"
assert error(glue.update_crawler, Name="many", Description="x") == "CrawlerRunningException"
assert error(glue.delete_crawler, Name="many") == "CrawlerRunningException"
assert glue.list_crawls(CrawlerName="many")["Crawls"][0]["State"] == "RUNNING"
glue.stop_crawler(Name="many")
assert ended("many")["Status"] == "CANCELLED"
assert [one["State"] for one in glue.list_crawls(CrawlerName="many")["Crawls"]] == ["STOPPED"]
assert error(glue.stop_crawler, Name="many") == "CrawlerNotRunningException"

# A crawler of a file is only looked at.
assert error(glue.update_crawler, Name="drops", Description="x") == "InvalidInputException"
assert error(glue.delete_crawler, Name="drops") == "InvalidInputException"
assert error(make, name="drops", targets=targets) == "AlreadyExistsException"
assert error(glue.delete_crawler, Name="none") == "EntityNotFoundException"
assert error(make, name="a/b", targets=targets) == "InvalidInputException"

for name in ("shops", "many"):
    glue.delete_crawler(Name=name)
assert glue.list_crawlers()["CrawlerNames"] == ["drops"]
make("shops", targets)
assert glue.list_crawls(CrawlerName="shops")["Crawls"] == []
glue.delete_crawler(Name="shops")
glue.delete_database(Name="made")
print("done")
