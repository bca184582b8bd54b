using System.Text;
using Tarn.Jobs.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>Files as they come: drifting, damaged, mended.</summary>
public sealed class InputFileTests : IDisposable
{
    private const string Incremental = "materialized: incremental\nstrategy: delete_insert\nunique_key: [source]";
    private const string WithSource = "SELECT id, day, kind, amount, _file AS source FROM raw.events";

    private readonly LakeRig _lake = EventsLake.Create();

    public InputFileTests() => _lake.WriteModel("staging.events", Incremental, WithSource);

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Columns_are_matched_by_name_whatever_their_order_case_and_quotes()
    {
        _lake.Write("data/raw/events/a.csv", "Amount,\"KIND\",id\r\n1.5,x,1\r\n");
        _lake.Write("data/raw/events/b.csv", "id;day;kind;amount;extra\n2;2024-02-02;\"a;b\";2;zzz\n");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal(["1|null|x|1.5", "2|2024-02-02|a;b|2"], await _lake.RowsAsync());
        Assert.Contains("extra", step.Notes.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_mixes_line_ends_is_read_whole()
    {
        _lake.Write("data/raw/events/a.csv", "");
        await File.WriteAllTextAsync(
            Path.Combine(_lake.Directory, "data/raw/events/a.csv"),
            "id,day,kind,amount\r\n1,2024-02-01,x,1\r\n2,2024-02-01,x,2\n3,2024-02-01,\"x\",3",
            TestContext.Current.CancellationToken);

        Assert.Equal(3, (await _lake.RunOneAsync()).RowsOut);
        Assert.Equal(["0|1", "1|2", "2|3"], await _lake.QueryAsync("SELECT _row, id FROM raw.events ORDER BY id"));
    }

    [Fact]
    public async Task Lines_that_are_no_rows_are_quarantined_with_their_text_and_stop_nothing()
    {
        _lake.Deliver("a", "1,2024-02-01,x,1", "2,2024-02-01", "3,2024-02-01,x,3,4", "4,2024-02-01,x,4");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Succeeded, 4, 2, 2), (step.State, step.RowsIn, step.RowsOut, step.RowsQuarantined));
        string[] details = await _lake.QueryAsync(
            "SELECT check_name, detail FROM staging.events__quarantine ORDER BY detail");
        Assert.Equal(2, details.Length);
        Assert.StartsWith("unreadable_line|raw/events/a.csv:3: ", details[0], StringComparison.Ordinal);
        Assert.EndsWith("2,2024-02-01", details[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_not_utf8_is_quarantined_and_the_encoding_can_be_set()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("id,day,kind,amount\n1,2024-02-01,été,1\n2,2024-02-01,x,2\n");
        _lake.Deliver("a");
        await File.WriteAllBytesAsync(
            Path.Combine(_lake.Directory, "data/raw/events/a.csv"), bytes, TestContext.Current.CancellationToken);

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((1, 1), (step.RowsOut, step.RowsQuarantined));
        Assert.Contains("utf-8", step.Checks.Single().Detail, StringComparison.OrdinalIgnoreCase);

        _lake.LakeYaml = _lake.LakeYaml.Replace(
            "files: events/*.csv", "files: events/*.csv\n    csv: {encoding: latin-1}", StringComparison.Ordinal);
        Assert.Equal(2, (await _lake.RunOneAsync(fullRefresh: true)).RowsOut);
        Assert.Equal(["été", "x"], await _lake.QueryAsync("SELECT kind FROM staging.events ORDER BY id"));
    }

    [Fact]
    public async Task A_value_that_does_not_convert_is_null_and_said_so()
    {
        _lake.Deliver("a", "one,2024-02-01,x,1", "2,yesterday,x,2");

        Assert.Equal(
            ["null|2024-02-01|id: 'one' is not BIGINT", "2|null|day: 'yesterday' is not DATE"],
            await _lake.QueryAsync("SELECT id, CAST(day AS VARCHAR), _malformed FROM raw.events ORDER BY _row"));
    }

    [Fact]
    public async Task A_damaged_file_is_reported_stops_nothing_and_is_read_once_it_is_mended()
    {
        UseParquet();
        string good = Path.Combine(_lake.Directory, "data/raw/events/good.parquet");
        string bad = Path.Combine(_lake.Directory, "data/raw/events/bad.parquet");
        await WriteParquetAsync(good, firstId: 1);
        await WriteParquetAsync(bad, firstId: 2);
        byte[] whole = await File.ReadAllBytesAsync(bad, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(bad, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);

        StepReport first = await _lake.RunOneAsync();
        StepReport second = await _lake.RunOneAsync();
        await File.WriteAllBytesAsync(bad, whole, TestContext.Current.CancellationToken);
        StepReport third = await _lake.RunOneAsync();

        Assert.Equal((RunState.Succeeded, 1, "events/bad.parquet"), Summary(first));
        Assert.Contains("magic bytes", first.Unreadable.Single().Reason, StringComparison.Ordinal);
        Assert.Equal((RunState.UpToDate, 0, "events/bad.parquet"), Summary(second));
        Assert.Equal((RunState.Succeeded, 1, null), Summary(third));
        Assert.Equal(["1", "2"], await _lake.QueryAsync("SELECT id FROM staging.events ORDER BY id"));
    }

    [Fact]
    public async Task Damage_that_only_reading_shows_is_found_and_left_out()
    {
        UseParquet();
        string bad = Path.Combine(_lake.Directory, "data/raw/events/bad.parquet");
        await WriteParquetAsync(Path.Combine(_lake.Directory, "data/raw/events/good.parquet"), firstId: 1);
        await WriteParquetAsync(bad, firstId: 2);
        byte[] bytes = await File.ReadAllBytesAsync(bad, TestContext.Current.CancellationToken);
        Array.Fill(bytes, (byte)0xFF, 4, 40);
        await File.WriteAllBytesAsync(bad, bytes, TestContext.Current.CancellationToken);

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Succeeded, 1, "events/bad.parquet"), Summary(step));
    }

    private static (RunState State, long RowsOut, string? Unreadable) Summary(StepReport step) =>
        (step.State, step.RowsOut, step.Unreadable.SingleOrDefault()?.Key);

    private static async Task WriteParquetAsync(string path, int firstId)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Tarn.Engine.DuckInstance instance = Tarn.Engine.DuckInstance.Open(new Tarn.Engine.EngineOptions());
        using Tarn.Engine.DuckConnection connection = instance.Connect();
        await connection.ExecuteAsync(
            $"COPY (SELECT {firstId}::BIGINT AS id, DATE '2024-02-01' AS day, 'x' AS kind, 1.5 AS amount) "
            + $"TO '{path}' (FORMAT parquet)",
            TestContext.Current.CancellationToken);
    }

    private void UseParquet() =>
        _lake.LakeYaml = _lake.LakeYaml.Replace("*.csv", "*.parquet", StringComparison.Ordinal);
}
