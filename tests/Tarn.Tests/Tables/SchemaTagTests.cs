using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Tarn.Tables.Schema;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>Files that hold exactly the table's columns are read in the engine's own way, the fastest.</summary>
public sealed class SchemaTagTests : IDisposable
{
    private const string GeneralScan = "schema = MAP";

    private static readonly TableField[] One = [new("a", "INTEGER")];
    private static readonly TableField[] Two = [new("a", "INTEGER"), new("b", "VARCHAR")];

    private readonly LakeTableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Files_from_a_checkpoint_are_read_as_those_from_commits()
    {
        await WriteAsync(One, "SELECT 1 AS a");
        await _rig.Table.CheckpointAsync(Cancellation);

        string scan = await ScanAsync(_rig.NewTable());

        Assert.DoesNotContain(GeneralScan, scan, StringComparison.Ordinal);
        Assert.Equal(["{'a': 1}"], await _rig.RowsAsync("*", scan));
    }

    [Fact]
    public async Task Files_of_an_earlier_schema_are_known_as_such()
    {
        await WriteAsync(One, "SELECT 1 AS a");
        await WriteAsync(Two, "SELECT 2 AS a, 'x' AS b");

        TableSnapshot snapshot = await _rig.LoadAsync();

        Assert.Equal(1, snapshot.Files.Count(snapshot.HasPresentSchema));
        Assert.Contains(GeneralScan, await ScanAsync(_rig.Table), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_an_earlier_schema_that_a_restore_brings_back_are_still_known_as_such()
    {
        await WriteAsync(One, "SELECT 1 AS a");
        await WriteAsync(Two, "SELECT 2 AS a, 'x' AS b");
        await _rig.WriteAsync(WriteMode.Overwrite, "SELECT 3 AS a, 'y' AS b", Two);
        TableRestorer restorer = new(_rig.Table);
        await restorer.RunAsync(
            await restorer.PlanAsync(new AsOf.Version(1), Cancellation), Cancellation);

        Assert.Equal(
            ["{'a': 1, 'b': NULL}", "{'a': 2, 'b': x}"], await _rig.RowsAsync("*", await ScanAsync(_rig.Table)));
    }

    [Fact]
    public async Task Optimized_files_are_tagged_too()
    {
        await WriteAsync(One, "SELECT 1 AS a");
        await WriteAsync(Two, "SELECT 2 AS a, 'x' AS b");
        TableOptimizer optimizer = new(_rig.Table, _rig.Scratch);
        await optimizer.RunAsync(
            await optimizer.PlanAsync(new OptimizeRequest { ClusterBy = ["a"] }, Cancellation), null, Cancellation);

        TableSnapshot snapshot = await _rig.LoadAsync();

        Assert.True(snapshot.HasPresentSchema(Assert.Single(snapshot.Files)));
        Assert.Contains("tarn.clustered_by", snapshot.Files[0].Tracking!.Tags!.Keys);
    }

    [Theory]
    [InlineData("a INTEGER,b VARCHAR", "b VARCHAR,a INTEGER", true)]
    [InlineData("a INTEGER", "a INT", true)]
    [InlineData("a UTINYINT", "a SMALLINT", true)]
    [InlineData("a INTEGER", "a BIGINT", false)]
    [InlineData("a INTEGER", "A INTEGER", false)]
    [InlineData("a INTEGER", "a INTEGER,b INTEGER", false)]
    [InlineData("a STRUCT(x INTEGER)", "a STRUCT(y INTEGER)", false)]
    public void A_tag_is_of_names_and_stored_types(string left, string right, bool isSame) =>
        Assert.Equal(isSame, SchemaTag.Of(Fields(left)) == SchemaTag.Of(Fields(right)));

    private static IEnumerable<TableField> Fields(string text) => text.Split(',')
        .Select(field => field.Split(' ', 2))
        .Select(parts => new TableField(parts[0], parts[1]));

    private Task<CommitResult> WriteAsync(TableField[] fields, string sql) => _rig.WriteAsync(
        new TableWrite
        {
            Mode = WriteMode.Append,
            Fields = fields,
            PartitionColumns = [],
            Added = [],
            Operation = "WRITE",
            EvolvesSchema = true,
        },
        sql);

    private async Task<string> ScanAsync(DeltaTable table)
    {
        TableSnapshot snapshot = await table.RequireAsync(Cancellation);
        return await TableScan.SqlAsync(
            _rig.Connection, snapshot, snapshot.Files, _rig.Store, LakeTableRig.Root, Cancellation);
    }
}
