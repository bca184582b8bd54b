// A lake with the SDK for JavaScript: catalog, crawler and job of Glue, then Athena over what came of them.
const assert = require("node:assert/strict");
const { setTimeout } = require("node:timers/promises");
const athena = require("@aws-sdk/client-athena");
const glue = require("@aws-sdk/client-glue");
const { PutObjectCommand, S3Client } = require("@aws-sdk/client-s3");

const endpoint = process.argv[2];
const glueClient = new glue.GlueClient({ endpoint });
const athenaClient = new athena.AthenaClient({ endpoint });
const s3Client = new S3Client({ endpoint, forcePathStyle: true });

async function wait(look, isDone) {
  for (let attempt = 0; attempt < 600; attempt++) {
    const found = await look();
    if (isDone(found)) {
      return found;
    }
    await setTimeout(100);
  }
  throw new Error("waited for too long");
}

async function query(QueryString) {
  const { QueryExecutionId } = await athenaClient.send(new athena.StartQueryExecutionCommand({ QueryString }));
  const look = () => athenaClient.send(new athena.GetQueryExecutionCommand({ QueryExecutionId }));
  const ended = await wait(look, (found) => !["QUEUED", "RUNNING"].includes(found.QueryExecution.Status.State));
  assert.equal(ended.QueryExecution.Status.State, "SUCCEEDED", ended.QueryExecution.Status.StateChangeReason);
  const rows = [];
  const paging = { client: athenaClient, pageSize: 2 };
  for await (const page of athena.paginateGetQueryResults(paging, { QueryExecutionId })) {
    rows.push(...page.ResultSet.Rows.map((row) => row.Data.map((value) => value.VarCharValue)));
  }
  return rows;
}

async function main() {
  await glueClient.send(new glue.CreateDatabaseCommand({ DatabaseInput: { Name: "script", Description: "by hand" } }));
  await glueClient.send(new glue.CreateTableCommand({
    DatabaseName: "script",
    TableInput: {
      Name: "orders",
      TableType: "EXTERNAL_TABLE",
      StorageDescriptor: {
        Columns: [{ Name: "id", Type: "int" }, { Name: "price", Type: "double" }],
        Location: "s3://raw/script-orders/",
        InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
        OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        SerdeInfo: {
          SerializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
          Parameters: { "field.delim": "," },
        },
      },
    },
  }));
  const { Table } = await glueClient.send(new glue.GetTableCommand({ DatabaseName: "script", Name: "orders" }));
  assert(Table.CreateTime instanceof Date);
  await assert.rejects(
    glueClient.send(new glue.GetTableCommand({ DatabaseName: "script", Name: "none" })),
    { name: "EntityNotFoundException" });
  await s3Client.send(new PutObjectCommand({ Bucket: "raw", Key: "script-orders/a.csv", Body: "1,10.5\n2,20\n" }));
  assert.deepEqual(
    await query("SELECT id, price FROM script.orders ORDER BY id"), [["id", "price"], ["1", "10.5"], ["2", "20.0"]]);

  await s3Client.send(new PutObjectCommand({ Bucket: "raw", Key: "drops/tips/a.csv", Body: "id,tip\n1,2\n3,4\n" }));
  await glueClient.send(new glue.StartCrawlerCommand({ Name: "drops" }));
  const crawled = await wait(
    () => glueClient.send(new glue.GetCrawlerCommand({ Name: "drops" })), (found) => found.Crawler.State === "READY");
  assert.equal(crawled.Crawler.LastCrawl.Status, "SUCCEEDED");
  assert.deepEqual(await query("SELECT sum(tip) AS tips FROM raw.tips"), [["tips"], ["6"]]);

  const { JobRunId } = await glueClient.send(new glue.StartJobRunCommand({ JobName: "totals" }));
  const ran = await wait(
    () => glueClient.send(new glue.GetJobRunCommand({ JobName: "totals", RunId: JobRunId })),
    (found) => !["STARTING", "RUNNING", "WAITING"].includes(found.JobRun.JobRunState));
  assert.equal(ran.JobRun.JobRunState, "SUCCEEDED");
  assert.deepEqual(await query("SELECT id FROM curated.totals"), [["id"], ["42"]]);

  await glueClient.send(new glue.DeleteTableCommand({ DatabaseName: "script", Name: "orders" }));
  await glueClient.send(new glue.DeleteDatabaseCommand({ Name: "script" }));
  console.log("done");
}

main();
