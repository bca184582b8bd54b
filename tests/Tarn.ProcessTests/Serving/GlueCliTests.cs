using System.Text.Json;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>The AWS CLI against Glue, as people type it.</summary>
public sealed class GlueCliTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const int LooksMax = 600;

    [Fact]
    public async Task A_table_with_partitions_is_made_and_can_be_queried_at_once()
    {
        lake.Lake.Write("data/raw/sales/2024-02-01/a.csv", "id,price\n1,2.50\n2,3.25\n");
        lake.Lake.Write("data/raw/sales/2024-02-02/a.csv", "id,price\n3,1.00\n");
        string table = Compact(
            """
            {"Name": "sales", "TableType": "EXTERNAL_TABLE",
             "Parameters": {"classification": "csv", "skip.header.line.count": "1"},
             "PartitionKeys": [{"Name": "day", "Type": "date"}],
             "StorageDescriptor": {
               "Columns": [{"Name": "id", "Type": "bigint"}, {"Name": "price", "Type": "decimal(10,2)"}],
               "Location": "s3://raw/sales/",
               "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
               "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
               "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                             "Parameters": {"field.delim": ","}}}}
            """);

        await AwsAsync("create-database", "--database-input", "Name=shop");
        await AwsAsync("create-table", "--database-name", "shop", "--table-input", table);
        await AwsAsync(
            "batch-create-partition", "--database-name", "shop", "--table-name", "sales",
            "--partition-input-list", Compact(
                """
                [{"Values": ["2024-02-01"], "StorageDescriptor": {"Location": "s3://raw/sales/2024-02-01/"}},
                 {"Values": ["2024-02-02"], "StorageDescriptor": {"Location": "s3://raw/sales/2024-02-02/"}}]
                """));
        string days = await AwsAsync(
            "get-partitions", "--database-name", "shop", "--table-name", "sales",
            "--expression", "day > '2024-02-01'", "--query", "Partitions[].Values[]", "--output", "text");
        TarnResult rows = await TarnProcess.RunAsync(
            "-C", lake.Lake.Directory, "query", "-o", "csv",
            "SELECT day, sum(price) AS total FROM shop.sales GROUP BY day ORDER BY day");

        Assert.Equal("2024-02-02", days.Trim());
        Assert.Equal("day,total\n2024-02-01,5.75\n2024-02-02,1.00\n", rows.Output);
        await AwsAsync("delete-database", "--name", "shop");
    }

    [Fact]
    public async Task A_crawler_is_started_and_waited_for()
    {
        lake.Lake.Write("data/raw/drops/visits/a.csv", "id,city\n1,Oslo\n2,Rome\n");

        await AwsAsync("start-crawler", "--name", "drops");
        await WaitAsync("READY", "get-crawler", "--name", "drops", "--query", "Crawler.State");
        string ended = await AwsAsync(
            "get-crawler", "--name", "drops", "--query", "Crawler.LastCrawl.Status", "--output", "text");
        string columns = await AwsAsync(
            "get-table", "--database-name", "raw", "--name", "visits",
            "--query", "Table.StorageDescriptor.Columns[].Name", "--output", "text");

        Assert.Equal("SUCCEEDED", ended.Trim());
        Assert.Equal("id\tcity", columns.Trim());
    }

    [Fact]
    public async Task A_job_is_started_and_waited_for()
    {
        string run = (await AwsAsync(
            "start-job-run", "--job-name", "totals", "--query", "JobRunId", "--output", "text")).Trim();
        await WaitAsync(
            "SUCCEEDED", "get-job-run", "--job-name", "totals", "--run-id", run,
            "--query", "JobRun.JobRunState");
        string runs = await AwsAsync(
            "get-job-runs", "--job-name", "totals", "--query", "JobRuns[].Id", "--output", "text");
        string type = await AwsAsync(
            "get-table", "--database-name", "curated", "--name", "totals",
            "--query", "Table.Parameters.table_type", "--output", "text");

        Assert.Contains(run, runs, StringComparison.Ordinal);
        Assert.Equal("DELTA", type.Trim());
    }

    [Fact]
    public async Task What_is_missing_is_said_as_Glue_says_it()
    {
        ClientResult result = await RunAsync("get-table", "--database-name", "raw", "--name", "none");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("(EntityNotFoundException)", result.Errors, StringComparison.Ordinal);
    }

    private static string Compact(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement);
    }

    private async Task WaitAsync(string wanted, params string[] look)
    {
        string found = "";
        for (int i = 0; i < LooksMax && found != wanted; i++)
        {
            found = (await AwsAsync([.. look, "--output", "text"])).Trim();
        }

        Assert.Equal(wanted, found);
    }

    private Task<ClientResult> RunAsync(params string[] arguments) =>
        lake.RunAsync(ClientProgram.AwsCli, ["--endpoint-url", lake.Endpoint, "glue", .. arguments]);

    private async Task<string> AwsAsync(params string[] arguments)
    {
        ClientResult result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"aws glue {string.Join(' ', arguments)}: {result.Errors}");
        return result.Output;
    }
}
