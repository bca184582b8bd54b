// Buckets and objects with the SDK for JavaScript: put, get, ranges, lists, pages, uploads in parts, presigned URLs.
const assert = require("node:assert/strict");
const crypto = require("node:crypto");
const { Readable } = require("node:stream");
const s3 = require("@aws-sdk/client-s3");
const { Upload } = require("@aws-sdk/lib-storage");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");

const client = new s3.S3Client({ endpoint: process.argv[2], forcePathStyle: true });
const Bucket = "t-javascript";

async function read(input) {
  return (await client.send(new s3.GetObjectCommand({ Bucket, ...input }))).Body.transformToString();
}

async function main() {
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  const buckets = (await client.send(new s3.ListBucketsCommand({}))).Buckets;
  assert(buckets.some((bucket) => bucket.Name === Bucket));

  // Put and get, with metadata; the SDK sends a CRC32 of its own and checks the one that comes back.
  const put = await client.send(new s3.PutObjectCommand({
    Bucket, Key: "a b/ü+1.txt", Body: "0123456789", ContentType: "text/plain", Metadata: { origin: "javascript" },
  }));
  assert.equal(put.ETag, `"${crypto.createHash("md5").update("0123456789").digest("hex")}"`);
  assert(put.ChecksumCRC32);
  assert.equal(await read({ Key: "a b/ü+1.txt" }), "0123456789");
  assert.equal(await read({ Key: "a b/ü+1.txt", Range: "bytes=3-5" }), "345");
  const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: "a b/ü+1.txt" }));
  assert.deepEqual([head.ContentLength, head.ContentType, head.Metadata.origin], [10, "text/plain", "javascript"]);
  await assert.rejects(read({ Key: "none" }), { name: "NoSuchKey" });
  await assert.rejects(
    client.send(new s3.PutObjectCommand({ Bucket, Key: "a b/ü+1.txt", Body: "x", IfNoneMatch: "*" })),
    { name: "PreconditionFailed" });

  // A body of a size nobody knows goes in signed or checked chunks.
  for (const [Key, ChecksumAlgorithm] of [["crc64", "CRC64NVME"], ["sha256", "SHA256"]]) {
    await client.send(new s3.PutObjectCommand({
      Bucket, Key: `sums/${Key}`, Body: Readable.from([Buffer.from("streamed")]), ContentLength: 8, ChecksumAlgorithm,
    }));
    assert.equal(await read({ Key: `sums/${Key}`, ChecksumMode: "ENABLED" }), "streamed");
  }

  // Lists by prefix, and pages.
  await Promise.all(Array.from({ length: 25 }, (_, i) => client.send(new s3.PutObjectCommand({
    Bucket, Key: `many/${String(i).padStart(2, "0")}`, Body: "x",
  }))));
  const pages = [];
  for await (const page of s3.paginateListObjectsV2({ client, pageSize: 10 }, { Bucket, Prefix: "many/" })) {
    pages.push(page.Contents.map((found) => found.Key));
  }
  assert.deepEqual(pages.map((page) => page.length), [10, 10, 5]);
  const top = await client.send(new s3.ListObjectsV2Command({ Bucket, Delimiter: "/" }));
  assert.deepEqual(top.CommonPrefixes.map((found) => found.Prefix), ["a b/", "many/", "sums/"]);

  // An upload in parts.
  const big = crypto.randomBytes(11 * 1024 * 1024);
  const upload = new Upload({
    client, partSize: 5 * 1024 * 1024, params: { Bucket, Key: "big.bin", Body: Readable.from([big]) },
  });
  const uploaded = await upload.done();
  assert.match(uploaded.ETag, /-3"$/);
  const back = await client.send(new s3.GetObjectCommand({ Bucket, Key: "big.bin" }));
  assert(big.equals(Buffer.from(await back.Body.transformToByteArray())));
  await client.send(new s3.CopyObjectCommand({ Bucket, Key: "copy.bin", CopySource: `${Bucket}/big.bin` }));
  assert.equal((await client.send(new s3.HeadObjectCommand({ Bucket, Key: "copy.bin" }))).ContentLength, big.length);

  // Presigned URLs, for those who have no keys.
  const down = await getSignedUrl(client, new s3.GetObjectCommand({ Bucket, Key: "a b/ü+1.txt" }), { expiresIn: 60 });
  assert.equal(await (await fetch(down)).text(), "0123456789");
  const up = await getSignedUrl(client, new s3.PutObjectCommand({ Bucket, Key: "handed in" }), { expiresIn: 60 });
  assert.equal((await fetch(up, { method: "PUT", body: "by hand" })).status, 200);
  assert.equal(await read({ Key: "handed in" }), "by hand");
  assert.equal((await fetch(down.replace("X-Amz-Expires=60", "X-Amz-Expires=61"))).status, 403);

  // All of it away.
  for await (const page of s3.paginateListObjectsV2({ client }, { Bucket })) {
    const deleted = await client.send(new s3.DeleteObjectsCommand({
      Bucket, Delete: { Objects: page.Contents.map((found) => ({ Key: found.Key })) },
    }));
    assert.equal(deleted.Errors, undefined);
  }
  await client.send(new s3.DeleteBucketCommand({ Bucket }));
  await assert.rejects(client.send(new s3.HeadBucketCommand({ Bucket })), { name: "NotFound" });
  console.log("done");
}

main();
