using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Jobs.Runs;
using Tarn.Queries;
using Xunit;

namespace Tarn.Tests.Catalog.External;

/// <summary>Values that are read as null because the column's type does not take them.</summary>
public sealed class UnfitValueTests : IDisposable
{
    private static readonly ColumnEntry[] Columns =
        [new("id", "bigint"), new("day", "date") { Format = "%d/%m/%Y" }, new("tags", "array<int>")];

    private readonly ExternalRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Different_texts_are_counted_and_one_is_shown()
    {
        _rig.Drop("t/1.csv", "id,day,tags\n1,01/02/2024,[1]\nabc,2024-02-01,\nabc,,\nx y,01/02/2024,none\n,,\n");
        await _rig.CreateAsync(ExternalRig.Table(DataFormat.Csv, Columns));

        IReadOnlyList<UnfitColumn> unfit = await UnfitAsync("SELECT * FROM raw.t");

        Assert.Equal(
            [
                "raw.t: in column 'id' 2 different texts are no bigint, read as null, such as 'abc'",
                "raw.t: in column 'day' 1 different text is no date, read as null, such as '2024-02-01'",
                "raw.t: in column 'tags' 1 different text is no array<int>, read as null, such as 'none'",
            ],
            unfit.Select(column => column.ToString()));
    }

    [Fact]
    public async Task Json_and_parquet_are_watched_too()
    {
        _rig.Drop("t/1.json", "{\"id\":\"abc\",\"tags\":null}\n{\"id\":2,\"tags\":[1]}\n{\"id\":3,\"tags\":\"no\"}\n");
        await _rig.CreateAsync(ExternalRig.Table(DataFormat.JsonLines, Columns));
        await _rig.DropParquetAsync("p/1.parquet", "SELECT 'abc' AS id UNION ALL SELECT '7'");
        TableEntry parquet = ExternalRig.Table(DataFormat.Parquet, [Columns[0]]);
        await _rig.CreateAsync(parquet with
        {
            Name = Tarn.Common.TableName.Parse("raw.p"),
            Storage = parquet.Storage! with { Prefix = "p/" },
        });

        Assert.Equal(["id 1 abc", "tags 1 \"no\""], (await UnfitAsync("SELECT * FROM raw.t")).Select(Short));
        Assert.Equal(["id 1 abc"], (await UnfitAsync("SELECT sum(id) FROM raw.p")).Select(Short));
    }

    [Fact]
    public async Task Nothing_is_said_of_values_that_fit_or_are_not_asked_for()
    {
        _rig.Drop("t/1.csv", "id,day,tags\n1,01/02/2024,[1]\n2,,\n3,never,\n");
        await _rig.CreateAsync(ExternalRig.Table(DataFormat.Csv, Columns));

        Assert.Empty(await UnfitAsync("SELECT id, tags FROM raw.t"));
    }

    [Fact]
    public async Task Of_very_many_texts_the_first_thousand_are_counted()
    {
        _rig.Drop("t/1.csv", "id,day,tags\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"v{i},,\n")));
        await _rig.CreateAsync(ExternalRig.Table(DataFormat.Csv, Columns));

        UnfitColumn column = Assert.Single(await UnfitAsync("SELECT count(id) FROM raw.t WHERE id IS NULL"));

        Assert.Equal((1000, true), (column.Texts, column.AreMore));
    }

    [Fact]
    public async Task A_run_says_it_as_a_warning()
    {
        _rig.Drop("t/1.csv", "id,day,tags\nabc,,\n1,,\n");
        await _rig.CreateAsync(ExternalRig.Table(DataFormat.Csv, Columns));
        _rig.Lake.WriteModel("staging.m", "materialized: table", "SELECT id FROM raw.t");

        StepReport step = await _rig.Lake.RunOneAsync();

        CheckReport check = Assert.Single(step.Checks);
        Assert.Equal(("unfit_value", 1), (check.Name, check.Rows));
        Assert.Contains("'abc'", check.Detail, StringComparison.Ordinal);
    }

    private static string Short(UnfitColumn column) =>
        FormattableString.Invariant($"{column.Column} {column.Texts} {column.Example}");

    private async Task<IReadOnlyList<UnfitColumn>> UnfitAsync(string sql)
    {
        using LakeHost host = await _rig.Lake.OpenAsync();
        await using QueryExecution query = await host.Queries.RunAsync(
            sql, new Dictionary<string, object?>(), TestContext.Current.CancellationToken);
        await foreach (var _ in query.Rows.ReadBatchesAsync(TestContext.Current.CancellationToken))
        {
        }

        return (await query.OmissionsAsync(TestContext.Current.CancellationToken)).Unfit;
    }
}
