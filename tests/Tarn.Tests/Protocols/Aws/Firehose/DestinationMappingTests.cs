using System.Text.Json;
using Tarn.Protocols.Aws.Firehose.Destinations;
using Tarn.Protocols.Aws.Wire;
using Tarn.Streams;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Firehose;

public sealed class DestinationMappingTests
{
    private const string Serdes =
        ",'InputFormatConfiguration':{'Deserializer':{'OpenXJsonSerDe':{}}}"
        + ",'OutputFormatConfiguration':{'Serializer':{'ParquetSerDe':{'Compression':'SNAPPY'}}}";

    private const string Extraction =
        "{'Type':'MetadataExtraction','Parameters':[{'ParameterName':'JsonParsingEngine','ParameterValue':'JQ-1.6'},"
        + "{'ParameterName':'MetadataExtractionQuery','ParameterValue':'{customer : .customer.id, shop:.shop}'}]}";

    [Fact]
    public void Dynamic_partitioning_with_all_processors_is_a_stream_of_the_lake()
    {
        StreamDefinition definition = Map(
            "'DynamicPartitioningConfiguration':{'Enabled':true,'RetryOptions':{'DurationInSeconds':300}}",
            "'FileExtension':'','CustomTimeZone':'Asia/Tokyo'",
            $"'ProcessingConfiguration':{{'Enabled':true,'Processors':[{Extraction},"
            + "{'Type':'RecordDeAggregation','Parameters':[{'ParameterName':'SubRecordType','ParameterValue':"
            + "'DELIMITED'},{'ParameterName':'Delimiter','ParameterValue':'IyMjIw=='}]},"
            + "{'Type':'AppendDelimiterToRecord','Parameters':[{'ParameterName':'Delimiter','ParameterValue':'\\\\n'}]}"
            + "]}");

        StreamDestination destination = definition.Destination;
        Assert.Equal((300, 128), (definition.Buffer.Seconds, definition.Buffer.Megabytes));
        Assert.Equal((".customer.id", ".shop"), (
            destination.PartitionKeys["customer"], destination.PartitionKeys["shop"]));
        Assert.Equal(new RecordSplit("####"), destination.Split);
        Assert.Equal((true, null, "Asia/Tokyo"), (
            destination.AppendsNewline, destination.FileExtension, destination.TimeZone));
    }

    [Fact]
    public void Conversion_of_formats_is_the_table_whose_columns_objects_have() => Assert.Equal(
        new ParquetConversion("raw", "clicks"),
        Map(
            "'DataFormatConversionConfiguration':{'Enabled':true,'SchemaConfiguration':"
            + "{'RoleARN':'arn:aws:iam::1:role/r','DatabaseName':'raw','TableName':'clicks'}" + Serdes + "}")
            .Destination.Parquet);

    [Theory]
    [InlineData("ZIP", StreamCompression.Zip)]
    [InlineData("Snappy", StreamCompression.Snappy)]
    [InlineData("HADOOP_SNAPPY", StreamCompression.HadoopSnappy)]
    public void Formats_of_compression_are_told_apart(string format, StreamCompression compression) => Assert.Equal(
        compression, Map($"'CompressionFormat':'{format}'").Destination.Compression);

    [Theory]
    [InlineData("'CompressionFormat':'gzip'", "Member must satisfy enum value set")]
    [InlineData("'BucketARN':'raw'", "BucketARN is 'raw'")]
    [InlineData("'S3BackupMode':'Enabled'", "S3BackupMode must be Disabled")]
    [InlineData("'EncryptionConfiguration':{'KMSEncryptionConfig':{'AWSKMSKeyARN':'k'}}", "must be NoEncryption")]
    [InlineData("'DynamicPartitioningConfiguration':{'Enabled':true}", "says by what")]
    [InlineData(
        "'ProcessingConfiguration':{'Enabled':true,'Processors':[" + Extraction + "]}", "needs Dynamic")]
    [InlineData(
        "'ProcessingConfiguration':{'Enabled':true,'Processors':[{'Type':'Lambda'}]}",
        "no processor of the type Lambda")]
    [InlineData(
        "'ProcessingConfiguration':{'Enabled':true,'Processors':[{'Type':'MetadataExtraction','Parameters':["
        + "{'ParameterName':'MetadataExtractionQuery','ParameterValue':'{a:.b|length}'}]}]}",
        "other jq is not known")]
    [InlineData(
        "'ProcessingConfiguration':{'Enabled':true,'Processors':[{'Type':'RecordDeAggregation'}]}", "SubRecordType")]
    [InlineData(
        "'DataFormatConversionConfiguration':{'Enabled':true}", "needs SchemaConfiguration")]
    [InlineData(
        "'DataFormatConversionConfiguration':{'SchemaConfiguration':{'DatabaseName':'a','TableName':'b'},"
        + "'InputFormatConfiguration':{'Deserializer':{'OpenXJsonSerDe':{}}},"
        + "'OutputFormatConfiguration':{'Serializer':{'OrcSerDe':{}}}}",
        "writes no ORC")]
    [InlineData(
        "'BufferingHints':{'SizeInMBs':5},'DataFormatConversionConfiguration':{'SchemaConfiguration':"
        + "{'DatabaseName':'a','TableName':'b'}" + Serdes + "}",
        "must be at least 64")]
    public void What_Tarn_cannot_do_is_refused(string destination, string message) => Assert.Contains(
        message, Assert.Throws<AwsException>(() => Map(destination)).Message, StringComparison.Ordinal);

    private static StreamDefinition Map(params string[] members)
    {
        string bucket = members.Any(member => member.Contains("BucketARN", StringComparison.Ordinal))
            ? ""
            : "'BucketARN':'arn:aws:s3:::raw',";
        string json = $"{{'Destination':{{{bucket}{string.Join(',', members)}}}}}".Replace('\'', '"');
        S3Destination destination =
            JsonSerializer.Deserialize(json, StreamDetailsJson.Default.StreamDetails)!.Destination;
        return DestinationMapping.ToDefinition("clicks", destination);
    }
}
