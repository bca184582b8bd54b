using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Protocols.Aws.Glue.Tables;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Glue;

public sealed class DeltaMarksTests
{
    [Fact]
    public void A_Delta_table_says_so_to_each_engine()
    {
        TableAnswer answer = TableAnswers.AnswerOf(EntryOf(EntryKind.Delta));

        Assert.Equal("DELTA", answer.Parameters!["table_type"]);
        Assert.Equal("delta", answer.Parameters["spark.sql.sources.provider"]);
        Assert.Equal("s3://raw/orders/", answer.StorageDescriptor!.SerdeInfo!.Parameters!["path"]);
    }

    [Fact]
    public void Another_table_does_not()
    {
        TableAnswer answer = TableAnswers.AnswerOf(EntryOf(EntryKind.External));

        Assert.False(answer.Parameters!.ContainsKey("spark.sql.sources.provider"));
        Assert.False(answer.StorageDescriptor!.SerdeInfo!.Parameters!.ContainsKey("path"));
    }

    private static TableEntry EntryOf(EntryKind kind) => new()
    {
        Name = TableName.Parse("shop.orders"),
        Kind = kind,
        Columns = [new ColumnEntry("id", "bigint")],
        Storage = new StorageEntry { Bucket = "raw", Prefix = "orders/", Format = DataFormat.Parquet },
        CreatedAt = default,
        UpdatedAt = default,
    };
}
