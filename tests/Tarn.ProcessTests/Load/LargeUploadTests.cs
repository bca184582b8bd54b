using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Objects much larger than the memory that the server takes for them.</summary>
public sealed partial class LargeUploadTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const int PartBytes = 16 * 1024 * 1024;
    private const int PartsAtATime = 4;
    private const int PieceBytes = 1024 * 1024;
    private const long GrowthBytesMax = 160L * 1024 * 1024;
    private const string Target = "/raw/large.bin";

    /// <summary>200 MB; 5 GB at length.</summary>
    private static readonly int Parts = LongTests.Choose(shortly: 12, atLength: 320);

    [Fact]
    public async Task A_large_object_in_parts_takes_little_memory()
    {
        using SignedClient client = lake.Server.Connect();
        await client.SendAsync("PUT", "/raw/small", [1]);
        long before = lake.Server.ResidentBytes;
        long most = before;
        string id = await ElementAsync(await client.SendAsync("POST", Target + "?uploads"), UploadId());
        string[] eTags = new string[Parts];
        ParallelOptions options = new() { MaxDegreeOfParallelism = PartsAtATime };
        await Parallel.ForAsync(0, Parts, options, async (i, _) =>
        {
            using HttpResponseMessage response = await client.SendAsync(
                "PUT", $"{Target}?partNumber={i + 1}&uploadId={id}", SmallLake.Content(i, PartBytes));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            eTags[i] = response.Headers.ETag!.Tag;
            InterlockedMax(ref most, lake.Server.ResidentBytes);
        });
        string list = string.Concat(eTags.Select(
            (eTag, i) => $"<Part><PartNumber>{i + 1}</PartNumber><ETag>{eTag}</ETag></Part>"));
        string joined = await ElementAsync(
            await client.SendAsync(
                "POST",
                $"{Target}?uploadId={id}",
                Encoding.ASCII.GetBytes($"<CompleteMultipartUpload>{list}</CompleteMultipartUpload>")),
            ETag());
        InterlockedMax(ref most, lake.Server.ResidentBytes);

        Assert.EndsWith($"-{Parts}", joined, StringComparison.Ordinal);
        for (int i = 0; i < Parts; i++)
        {
            long start = (long)i * PartBytes;
            KeyValuePair<string, string> range = new("range", $"bytes={start}-{start + PieceBytes - 1}");
            using HttpResponseMessage piece = await client.SendAsync("GET", Target, null, range);
            byte[] read = await piece.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(SHA256.HashData(SmallLake.Content(i, PartBytes).AsSpan(0, PieceBytes)), SHA256.HashData(read));
        }

        Assert.InRange(most - before, long.MinValue, GrowthBytesMax);
    }

    private static void InterlockedMax(ref long most, long now)
    {
        long seen;
        while ((seen = Interlocked.Read(ref most)) < now)
        {
            Interlocked.CompareExchange(ref most, now, seen);
        }
    }

    private static async Task<string> ElementAsync(HttpResponseMessage response, Regex element)
    {
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.Dispose();
        Match found = element.Match(text);
        Assert.True(found.Success, text);
        return found.Groups[1].Value;
    }

    [GeneratedRegex("<UploadId>(.*?)</UploadId>")]
    private static partial Regex UploadId();

    [GeneratedRegex("<ETag>\"?(.*?)\"?</ETag>")]
    private static partial Regex ETag();
}
