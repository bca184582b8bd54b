using System.Text.Json;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Protocols.Aws.Glue;
using Tarn.Protocols.Aws.Glue.Tables;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Glue;

public sealed class TableAnswersTests
{
    private static readonly TableName Name = TableName.Parse("shop.orders");

    private static readonly TableInput Orders = new()
    {
        Name = "orders",
        Retention = 7,
        TableType = "EXTERNAL_TABLE",
        Parameters = new Dictionary<string, string> { ["EXTERNAL"] = "TRUE", ["classification"] = "json" },
        StorageDescriptor = new StorageDescriptor
        {
            Columns = [new Column { Name = "Id", Type = "bigint", Comment = "" }],
            Location = "s3://raw/orders",
            NumberOfBuckets = 4,
            BucketColumns = ["Id"],
            SerdeInfo = new SerdeInfo
            {
                Name = "mine",
                SerializationLibrary = "org.openx.data.jsonserde.JsonSerDe",
                Parameters = new Dictionary<string, string> { ["paths"] = "id" },
            },
        },
    };

    [Fact]
    public void A_table_that_is_as_a_client_described_it_is_given_back_so()
    {
        TableAnswer answer = TableAnswers.AnswerOf(EntryOf(Orders));

        Assert.Equal(TextOf(Orders.StorageDescriptor!), TextOf(answer.StorageDescriptor!));
        Assert.Equal(Orders.Parameters, answer.Parameters);
        Assert.Equal(("shop", "orders"), (answer.DatabaseName, answer.Name));
        Assert.Equal(("1", 7), (answer.VersionId, answer.Retention));
    }

    [Fact]
    public void Tags_do_not_make_it_another_table()
    {
        TableEntry tagged = EntryOf(Orders) with { Tags = new Dictionary<string, string> { ["a"] = "1" } };

        Assert.Equal("Id", TableAnswers.AnswerOf(tagged).StorageDescriptor!.Columns![0].Name);
    }

    [Fact]
    public void What_has_changed_since_comes_before_what_the_client_said()
    {
        TableEntry entry = EntryOf(Orders);
        TableEntry changed = entry with { Columns = [.. entry.Columns, new ColumnEntry("city", "string")] };

        StorageDescriptor storage = TableAnswers.AnswerOf(changed).StorageDescriptor!;

        Assert.Equal(["id", "city"], storage.Columns!.Select(column => column.Name));
        Assert.Equal("s3://raw/orders/", storage.Location);
        Assert.Equal((4, "mine"), (storage.NumberOfBuckets, storage.SerdeInfo!.Name));
        Assert.Equal("org.openx.data.jsonserde.JsonSerDe", storage.SerdeInfo.SerializationLibrary);
    }

    [Fact]
    public void A_view_is_in_the_form_that_Athena_gives_it()
    {
        TableInput view = new()
        {
            Name = "orders",
            TableType = "VIRTUAL_VIEW",
            ViewOriginalText = PrestoView.TextOf("SELECT 1 AS id", "shop", [new Column { Name = "id", Type = "int" }]),
        };
        TableEntry entry = TableInputs.HiveOf(Name, view).ToEntry();

        TableAnswer answer = TableAnswers.AnswerOf(entry);

        Assert.Equal((EntryKind.View, "SELECT 1 AS id"), (entry.Kind, entry.ViewSql));
        Assert.Equal("SELECT 1 AS id", PrestoView.SqlOf(answer.ViewOriginalText!));
        Assert.Equal("VIRTUAL_VIEW", answer.TableType);
    }

    [Fact]
    public void A_table_without_a_place_is_refused()
    {
        TableInput nowhere = Orders with { StorageDescriptor = null };

        TarnException problem = Assert.Throws<TarnException>(() => TableInputs.HiveOf(Name, nowhere).ToEntry());

        Assert.Equal("InvalidInputException", GlueErrors.Of(problem).Code);
    }

    private static TableEntry EntryOf(TableInput input) => TableInputs.HiveOf(Name, input).ToEntry() with
    {
        Details = JsonSerializer.Serialize(input, GlueJson.Default.TableInput),
    };

    private static string TextOf(StorageDescriptor storage) =>
        JsonSerializer.Serialize(storage, GlueJson.Default.StorageDescriptor);
}
