// Firehose with the SDK for JavaScript: a stream is made, takes records, and delivers them before it goes.
const assert = require("node:assert/strict");
const firehose = require("@aws-sdk/client-firehose");
const { GetObjectCommand, ListObjectsV2Command, S3Client } = require("@aws-sdk/client-s3");

const endpoint = process.argv[2];
const client = new firehose.FirehoseClient({ endpoint });
const s3Client = new S3Client({ endpoint, forcePathStyle: true });
const DeliveryStreamName = "script";

async function main() {
  await client.send(new firehose.CreateDeliveryStreamCommand({
    DeliveryStreamName,
    ExtendedS3DestinationConfiguration: {
      RoleARN: "arn:aws:iam::000000000000:role/firehose",
      BucketARN: "arn:aws:s3:::raw",
      Prefix: "script/",
      BufferingHints: { IntervalInSeconds: 0, SizeInMBs: 1 },
    },
  }));
  const { DeliveryStreamDescription } =
    await client.send(new firehose.DescribeDeliveryStreamCommand({ DeliveryStreamName }));
  assert.equal(DeliveryStreamDescription.DeliveryStreamStatus, "ACTIVE");
  assert.ok(DeliveryStreamDescription.CreateTimestamp instanceof Date);

  const one = await client.send(new firehose.PutRecordCommand({
    DeliveryStreamName, Record: { Data: new TextEncoder().encode("zero\n") },
  }));
  assert.ok(one.RecordId);
  const batch = await client.send(new firehose.PutRecordBatchCommand({
    DeliveryStreamName,
    Records: ["one\n", "größe\n"].map((text) => ({ Data: new TextEncoder().encode(text) })),
  }));
  assert.deepEqual([batch.FailedPutCount, batch.RequestResponses.length], [0, 2]);
  await assert.rejects(
    client.send(new firehose.PutRecordCommand({ DeliveryStreamName: "none", Record: { Data: new Uint8Array() } })),
    { name: "ResourceNotFoundException" });

  await client.send(new firehose.DeleteDeliveryStreamCommand({ DeliveryStreamName }));
  const { Contents } = await s3Client.send(new ListObjectsV2Command({ Bucket: "raw", Prefix: "script/" }));
  let text = "";
  for (const { Key } of Contents) {
    text += await (await s3Client.send(new GetObjectCommand({ Bucket: "raw", Key }))).Body.transformToString();
  }
  assert.deepEqual(text.trimEnd().split("\n").sort(), ["größe", "one", "zero"]);
  console.log("done");
}

main();
