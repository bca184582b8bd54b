using System.Text.Json.Nodes;
using Tarn.Streams;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Firehose;

public sealed class DeliveryStreamTests : IAsyncLifetime
{
    private static readonly StreamDefinition OfFile = new()
    {
        Name = "of-file",
        Destination = new StreamDestination { Bucket = FirehoseRig.Bucket, Compression = StreamCompression.Gzip },
    };

    private FirehoseRig? _rig;

    private FirehoseRig Rig => _rig!;

    public async ValueTask InitializeAsync() => _rig = await FirehoseRig.StartAsync(OfFile);

    public ValueTask DisposeAsync() => Rig.DisposeAsync();

    [Fact]
    public async Task What_a_client_says_is_described_with_what_holds_otherwise()
    {
        JsonNode created = await Rig.CreateAsync("clicks", ",'Prefix':'clicks/','CompressionFormat':'GZIP'");
        JsonNode stream = await Rig.DescribeAsync("clicks");
        JsonNode destination = stream["Destinations"]![0]!;
        JsonNode extended = destination["ExtendedS3DestinationDescription"]!;

        Assert.Equal(
            "arn:aws:firehose:eu-central-1:000000000000:deliverystream/clicks", (string?)created["DeliveryStreamARN"]);
        Assert.Equal(
            ("ACTIVE", "DirectPut", "1", false),
            ((string?)stream["DeliveryStreamStatus"],
                (string?)stream["DeliveryStreamType"],
                (string?)stream["VersionId"],
                (bool?)stream["HasMoreDestinations"]));
        Assert.Equal("DISABLED", (string?)stream["DeliveryStreamEncryptionConfiguration"]!["Status"]);
        Assert.Equal("destinationId-000000000001", (string?)destination["DestinationId"]);
        Assert.Equal(
            """
            {"RoleARN":"arn:aws:iam::000000000000:role/r","BucketARN":"arn:aws:s3:::raw","Prefix":"clicks/",
            "BufferingHints":{"SizeInMBs":5,"IntervalInSeconds":300},"CompressionFormat":"GZIP",
            "EncryptionConfiguration":{"NoEncryptionConfig":"NoEncryption"},
            "CloudWatchLoggingOptions":{"Enabled":false},
            "ProcessingConfiguration":{"Enabled":false,"Processors":[]},"S3BackupMode":"Disabled",
            "DataFormatConversionConfiguration":{"Enabled":false},"CustomTimeZone":"UTC"}
            """.ReplaceLineEndings(""),
            extended.ToJsonString());
        Assert.Null(destination["S3DestinationDescription"]!["ProcessingConfiguration"]);
    }

    [Fact]
    public async Task A_stream_of_a_file_is_described_and_cannot_be_changed()
    {
        JsonNode extended =
            (await Rig.DescribeAsync("of-file"))["Destinations"]![0]!["ExtendedS3DestinationDescription"]!;

        Assert.Equal("GZIP", (string?)extended["CompressionFormat"]);
        Assert.Equal("arn:aws:s3:::raw", (string?)extended["BucketARN"]);
        Assert.Equal(
            "InvalidArgumentException: a file of the lake defines the stream 'of-file'",
            (await Rig.FailAsync("DeleteDeliveryStream", "{'DeliveryStreamName':'of-file'}")).Split(';')[0]);
    }

    [Fact]
    public async Task An_update_changes_what_it_says_and_needs_the_version()
    {
        await Rig.CreateAsync("clicks", ",'Prefix':'clicks/','BufferingHints':{'IntervalInSeconds':60}");
        const string start = "{'DeliveryStreamName':'clicks','DestinationId':'destinationId-000000000001',";

        await Rig.AskAsync(
            "UpdateDestination",
            start + "'CurrentDeliveryStreamVersionId':'1','ExtendedS3DestinationUpdate':{'CompressionFormat':'GZIP'}}");
        JsonNode stream = await Rig.DescribeAsync("clicks");
        JsonNode extended = stream["Destinations"]![0]!["ExtendedS3DestinationDescription"]!;

        Assert.Equal("2", (string?)stream["VersionId"]);
        Assert.Equal(
            ("GZIP", "clicks/", 60),
            ((string?)extended["CompressionFormat"],
                (string?)extended["Prefix"],
                (int?)extended["BufferingHints"]!["IntervalInSeconds"]));
        Assert.StartsWith(
            "ConcurrentModificationException",
            await Rig.FailAsync(
                "UpdateDestination",
                start + "'CurrentDeliveryStreamVersionId':'1','ExtendedS3DestinationUpdate':{'Prefix':'x/'}}"),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "InvalidArgumentException: Dynamic partitioning can be enabled only when",
            await Rig.FailAsync(
                "UpdateDestination",
                start + "'CurrentDeliveryStreamVersionId':'2','ExtendedS3DestinationUpdate':"
                + "{'DynamicPartitioningConfiguration':{'Enabled':true}}}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_listed_page_by_page_and_are_unique()
    {
        await Rig.CreateAsync("a");
        await Rig.CreateAsync("b");

        JsonNode first = await Rig.AskAsync("ListDeliveryStreams", "{'Limit':2}");
        JsonNode second = await Rig.AskAsync("ListDeliveryStreams", "{'ExclusiveStartDeliveryStreamName':'b'}");

        Assert.Equal("""{"DeliveryStreamNames":["a","b"],"HasMoreDeliveryStreams":true}""", first.ToJsonString());
        Assert.Equal("""{"DeliveryStreamNames":["of-file"],"HasMoreDeliveryStreams":false}""", second.ToJsonString());
        Assert.Equal(
            "ResourceInUseException: Firehose a under accountId 000000000000 already exists",
            await Rig.FailAsync(
                "CreateDeliveryStream",
                $"{{'DeliveryStreamName':'a','S3DestinationConfiguration':{FirehoseRig.Destination()}}}"));
    }

    [Fact]
    public async Task A_deleted_stream_is_not_found()
    {
        await Rig.CreateAsync("a");
        await Rig.AskAsync("DeleteDeliveryStream", "{'DeliveryStreamName':'a'}");

        foreach (string operation in (string[])["DescribeDeliveryStream", "DeleteDeliveryStream"])
        {
            Assert.Equal(
                "ResourceNotFoundException: Firehose a under account 000000000000 not found.",
                await Rig.FailAsync(operation, "{'DeliveryStreamName':'a'}"));
        }
    }

    [Fact]
    public async Task Tags_and_encryption_are_kept_and_shown()
    {
        await Rig.CreateAsync("a");
        await Rig.AskAsync(
            "TagDeliveryStream", "{'DeliveryStreamName':'a','Tags':[{'Key':'b','Value':'1'},{'Key':'a'}]}");
        await Rig.AskAsync("StartDeliveryStreamEncryption", "{'DeliveryStreamName':'a'}");
        JsonNode encryption = (await Rig.DescribeAsync("a"))["DeliveryStreamEncryptionConfiguration"]!;
        JsonNode first = await Rig.AskAsync("ListTagsForDeliveryStream", "{'DeliveryStreamName':'a','Limit':1}");
        await Rig.AskAsync("UntagDeliveryStream", "{'DeliveryStreamName':'a','TagKeys':['a']}");
        await Rig.AskAsync("StopDeliveryStreamEncryption", "{'DeliveryStreamName':'a'}");

        Assert.Equal("""{"Status":"ENABLED","KeyType":"AWS_OWNED_CMK"}""", encryption.ToJsonString());
        Assert.Equal("""{"Tags":[{"Key":"a","Value":""}],"HasMoreTags":true}""", first.ToJsonString());
        Assert.Equal(
            """{"Tags":[{"Key":"b","Value":"1"}],"HasMoreTags":false}""",
            (await Rig.AskAsync("ListTagsForDeliveryStream", "{'DeliveryStreamName':'a'}")).ToJsonString());
        Assert.Equal(
            "DISABLED",
            (string?)(await Rig.DescribeAsync("a"))["DeliveryStreamEncryptionConfiguration"]!["Status"]);
        Assert.StartsWith(
            "ValidationException",
            await Rig.FailAsync(
                "TagDeliveryStream", "{'DeliveryStreamName':'a','Tags':[{'Key':'aws:x','Value':'1'}]}"),
            StringComparison.Ordinal);
    }
}
