using Tarn.Common;
using Tarn.Streams;
using Tarn.Streams.Intake;
using Tarn.Streams.Rules;
using Xunit;

namespace Tarn.Tests.Streams.Rules;

public sealed class StreamRulesTests
{
    private static readonly StreamDefinition Good = new()
    {
        Name = "clicks",
        Destination = new StreamDestination { Bucket = "raw", Prefix = "clicks/" },
    };

    [Fact]
    public void A_stream_with_nothing_but_a_name_and_a_bucket_is_good()
    {
        Assert.Empty(StreamRules.FindProblems(Good));
        StreamRules.Require(Good);
    }

    [Fact]
    public void The_first_problem_is_thrown_with_the_name_of_the_stream()
    {
        TarnException error = Assert.Throws<TarnException>(
            () => StreamRules.Require(Good with { Buffer = new BufferHints { Seconds = 901, Megabytes = 0 } }));

        Assert.Equal(ErrorCodes.BadArgument, error.Code);
        Assert.Equal("stream 'clicks': the buffer has 901 seconds, expected 0 to 900", error.Message);
    }

    public static TheoryData<StreamSetting, string, StreamDefinition> Bad() => new()
    {
        { StreamSetting.Name, "no name of a stream", Good with { Name = "a/b" } },
        { StreamSetting.Name, "no name of a stream", Good with { Name = new string('a', 65) } },
        { StreamSetting.Buffer, "has 0 MB", Good with { Buffer = new BufferHints { Megabytes = 0 } } },
        { StreamSetting.Limits, "below 1", Good with { Limits = new StreamLimits { RecordsPerSecond = 0 } } },
        { StreamSetting.Bucket, "no name of a bucket", To(new() { Bucket = "R" }) },
        { StreamSetting.Prefix, "character 3", To(new() { Bucket = "raw", Prefix = "!{x:y}", ErrorPrefix = "e/" }) },
        {
            StreamSetting.ErrorPrefix,
            "needs an error prefix",
            To(new() { Bucket = "raw", Prefix = "!{timestamp:yyyy}" })
        },
        {
            StreamSetting.ErrorPrefix,
            "needs !{firehose:error-output-type}",
            To(new() { Bucket = "raw", ErrorPrefix = "!{timestamp:yyyy}" })
        },
        {
            StreamSetting.Prefix,
            "only an error prefix",
            To(new() { Bucket = "raw", Prefix = "!{firehose:error-output-type}", ErrorPrefix = "e/" })
        },
        {
            StreamSetting.Prefix,
            "'customr', which is not defined",
            To(new() { Bucket = "raw", Prefix = "!{partitionKeyFromQuery:customr}", ErrorPrefix = "e/" })
        },
        {
            StreamSetting.PartitionKeys,
            "'shop' is not in the prefix",
            To(new() { Bucket = "raw", PartitionKeys = new Dictionary<string, string> { ["shop"] = ".shop" } })
        },
        {
            StreamSetting.PartitionKeys,
            "no path into a record",
            To(new()
            {
                Bucket = "raw",
                Prefix = "!{partitionKeyFromQuery:shop}/",
                ErrorPrefix = "e/",
                PartitionKeys = new Dictionary<string, string> { ["shop"] = "shop|ascii" },
            })
        },
        {
            StreamSetting.Prefix,
            "there is no function",
            To(new() { Bucket = "raw", Prefix = "!{partitionKeyFromLambda:x}", ErrorPrefix = "e/" })
        },
        {
            StreamSetting.Compression,
            "Parquet is compressed by itself",
            To(new()
            {
                Bucket = "raw",
                Compression = StreamCompression.Gzip,
                Parquet = new ParquetConversion("raw", "clicks"),
            })
        },
        { StreamSetting.FileExtension, "no extension", To(new() { Bucket = "raw", FileExtension = "json" }) },
        { StreamSetting.TimeZone, "no time zone 'Berlin'", To(new() { Bucket = "raw", TimeZone = "Berlin" }) },
        { StreamSetting.Split, "is empty", To(new() { Bucket = "raw", Split = new RecordSplit("") }) },
        { StreamSetting.Transform, "expected one", To(new() { Bucket = "raw", Transform = new RecordTransform() }) },
        { StreamSetting.Signature, "fewer than 16", Good with { Intake = new StreamIntake { Keys = ["short"] } } },
        {
            StreamSetting.Beacon,
            "no origin of pages",
            Good with { Intake = new StreamIntake { Beacon = new BeaconRules { Origins = ["https://a.example/b"] } } }
        },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_wrong_is_found(StreamSetting setting, string message, StreamDefinition definition) =>
        Assert.Contains(
            StreamRules.FindProblems(definition),
            problem => problem.Setting == setting && problem.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void Secrets_are_never_shown()
    {
        StreamIntake intake = new()
        {
            Keys = ["a secret of a stream"],
            Signature = new WebhookSignature { Secret = "another secret", Header = "X-Signature" },
        };

        Assert.DoesNotContain("secret", (Good with { Intake = intake }).ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", intake.Signature.ToString(), StringComparison.Ordinal);
    }

    private static StreamDefinition To(StreamDestination destination) => Good with { Destination = destination };
}
