using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>
/// Requests that real SDKs sign are let in, all of them: the other half of what forgeries are tested for. 1,000 in each
/// run; <c>TARN_HONEST_REQUESTS</c> says another number.
/// </summary>
public sealed class HonestRequestTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const int ChunkedShare = 5;
    private const string Odd = "aZ9 !#$%&'()*+,-.;=?@[]^_{|}~äß中";

    private static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable("TARN_HONEST_REQUESTS") ?? "1000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Of_boto3_in_headers_and_addresses()
    {
        int count = Count - (Count / ChunkedShare);
        ClientResult result = await lake.RunAsync(
            ClientProgram.Python,
            Path.Combine(AppContext.BaseDirectory, "Serving", "Scripts", "honest_requests.py"),
            lake.Endpoint,
            count.ToString(CultureInfo.InvariantCulture),
            TestSeed.Read().ToString(CultureInfo.InvariantCulture));

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("done\n", result.Output);
    }

    /// <summary>The SDK for .NET sends bodies in signed chunks, with checksums in signed trailers.</summary>
    [Fact]
    public async Task Of_the_SDK_for_NET_in_signed_chunks_with_trailers()
    {
        using AmazonS3Client client = DotNetClient.Connect(lake);
        Random random = new(TestSeed.Read());
        ChecksumAlgorithm[] algorithms =
            [ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA1, ChecksumAlgorithm.SHA256];
        for (int i = 0; i < Count / ChunkedShare; i++)
        {
            byte[] body = new byte[random.Next(random.Next(4) == 0 ? 200_000 : 2000)];
            random.NextBytes(body);
            string key = $"honest/{OddText(random)}";
            await client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = "staging",
                    Key = key,
                    InputStream = new MemoryStream(body),
                    ChecksumAlgorithm = algorithms[random.Next(algorithms.Length)],
                },
                TestContext.Current.CancellationToken);
            GetObjectMetadataResponse head = await client.GetObjectMetadataAsync(
                "staging", key, TestContext.Current.CancellationToken);

            Assert.Equal(body.Length, head.ContentLength);
        }
    }

    private static string OddText(Random random) => string.Concat(
        Enumerable.Range(0, random.Next(1, 20)).Select(_ => Odd[random.Next(Odd.Length)]));
}
