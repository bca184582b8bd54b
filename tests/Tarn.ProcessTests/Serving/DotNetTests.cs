using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>The AWS SDK for .NET against the server.</summary>
public sealed class DotNetTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const int PartBytes = 5 * 1024 * 1024;

    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_are_put_read_listed_and_deleted()
    {
        using AmazonS3Client client = DotNetClient.Connect(lake);
        const string bucket = "t-dotnet";
        await client.PutBucketAsync(bucket, Cancelled);
        PutObjectResponse put = await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = bucket,
                Key = "a b/ü+1.txt",
                ContentBody = "0123456789",
                ContentType = "text/plain",
                Metadata = { ["origin"] = "dotnet" },
                TagSet = [new Tag { Key = "team", Value = "shop" }],
            },
            Cancelled);
        foreach (int i in Enumerable.Range(0, 5))
        {
            await client.PutObjectAsync(
                new PutObjectRequest { BucketName = bucket, Key = $"many/{i}", ContentBody = "x" }, Cancelled);
        }

        GetObjectMetadataResponse head = await client.GetObjectMetadataAsync(bucket, "a b/ü+1.txt", Cancelled);
        GetObjectTaggingResponse tags = await client.GetObjectTaggingAsync(
            new GetObjectTaggingRequest { BucketName = bucket, Key = "a b/ü+1.txt" }, Cancelled);
        List<string> listed = [];
        await foreach (S3Object found in client.Paginators
            .ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, MaxKeys = 2 }).S3Objects
            .WithCancellation(Cancelled))
        {
            listed.Add(found.Key);
        }

        Assert.Equal("\"781e5e245d69b566979b86e28d23f2c7\"", put.ETag);
        Assert.Equal((10, "dotnet", "text/plain"), (head.ContentLength, head.Metadata["origin"], head.ContentType));
        Assert.Equal(("team", "shop"), (tags.Tagging.Single().Key, tags.Tagging.Single().Value));
        Assert.Equal(["a b/ü+1.txt", "many/0", "many/1", "many/2", "many/3", "many/4"], listed);
        Assert.Equal("345", await ReadAsync(client, new GetObjectRequest
        {
            BucketName = bucket,
            Key = "a b/ü+1.txt",
            ByteRange = new ByteRange(3, 5),
        }));
        await DeleteAllAsync(client, bucket, listed);
        AmazonS3Exception gone = await Assert.ThrowsAsync<NoSuchBucketException>(() =>
            client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket }, Cancelled));
        Assert.Equal("NoSuchBucket", gone.ErrorCode);
    }

    [Fact]
    public async Task A_big_file_goes_up_in_parts_and_comes_down_the_same()
    {
        using AmazonS3Client client = DotNetClient.Connect(lake);
        using TransferUtility transfer = new(
            client, new TransferUtilityConfig { MinSizeBeforePartUpload = PartBytes });
        string file = Path.Combine(lake.Lake.Directory, "big.bin");
        string back = Path.Combine(lake.Lake.Directory, "back.bin");
        byte[] content = RandomNumberGenerator.GetBytes((2 * PartBytes) + 12345);
        await File.WriteAllBytesAsync(file, content, Cancelled);

        await transfer.UploadAsync(
            new TransferUtilityUploadRequest
            {
                BucketName = "staging",
                Key = "big.bin",
                FilePath = file,
                PartSize = PartBytes,
            },
            Cancelled);
        await transfer.DownloadAsync(back, "staging", "big.bin", Cancelled);
        GetObjectMetadataResponse head = await client.GetObjectMetadataAsync("staging", "big.bin", Cancelled);

        Assert.Equal(content, await File.ReadAllBytesAsync(back, Cancelled));
        Assert.EndsWith("-3\"", head.ETag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presigned_addresses_work_without_a_key()
    {
        using AmazonS3Client client = DotNetClient.Connect(lake);
        using HttpClient http = new();
        using StringContent body = new("by hand");

        HttpResponseMessage up = await http.PutAsync(await PresignAsync(client, HttpVerb.PUT), body, Cancelled);
        string down = await http.GetStringAsync(await PresignAsync(client, HttpVerb.GET), Cancelled);

        Assert.True(up.IsSuccessStatusCode, await up.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("by hand", down);
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        string id = lake.Variables["AWS_ACCESS_KEY_ID"];
        using AmazonS3Client client = DotNetClient.Connect(lake, new BasicAWSCredentials(id, new string('x', 40)));

        AmazonS3Exception refused = await Assert.ThrowsAsync<AmazonS3Exception>(() =>
            client.ListBucketsAsync(Cancelled));

        Assert.Equal("SignatureDoesNotMatch", refused.ErrorCode);
    }

    private static async Task<string> ReadAsync(AmazonS3Client client, GetObjectRequest request)
    {
        using GetObjectResponse response = await client.GetObjectAsync(request, Cancelled);
        using StreamReader reader = new(response.ResponseStream);
        return await reader.ReadToEndAsync(Cancelled);
    }

    private static async Task DeleteAllAsync(AmazonS3Client client, string bucket, IEnumerable<string> keys)
    {
        DeleteObjectsRequest delete = new()
        {
            BucketName = bucket,
            Objects = [.. keys.Select(key => new KeyVersion { Key = key })],
        };
        await client.DeleteObjectsAsync(delete, Cancelled);
        await client.DeleteBucketAsync(bucket, Cancelled);
    }

    private static Task<string> PresignAsync(AmazonS3Client client, HttpVerb verb) => client.GetPreSignedURLAsync(
        new GetPreSignedUrlRequest
        {
            BucketName = "staging",
            Key = "handed in",
            Verb = verb,
            Protocol = Protocol.HTTP,
            Expires = DateTime.UtcNow.AddMinutes(5),
        });
}
