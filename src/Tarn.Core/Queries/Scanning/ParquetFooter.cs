using Tarn.Engine.Planning;
using Tarn.Tables.Pruning;
using Tarn.Tables.Schema;

namespace Tarn.Queries.Scanning;

/// <summary>What a Parquet file says of its row groups.</summary>
/// <param name="RowGroups">In order, each with all its columns.</param>
internal sealed record ParquetFooter(IReadOnlyList<IReadOnlyList<ColumnChunk>> RowGroups)
{
    public int ChunkCount => RowGroups.Sum(group => group.Count);

    /// <summary>Bytes of the columns that a scan reads, in the row groups that its conditions leave.</summary>
    public long BytesOf(PlannedScan scan)
    {
        IReadOnlyList<(string Column, DeltaType Type, ColumnTest Test)> tests = [.. scan.Conditions.SelectMany(Test)];
        return RowGroups
            .Where(group => tests.All(test => MayMatch(group, test)))
            .Sum(group => group.Where(chunk => IsRead(chunk, scan.Columns)).Sum(chunk => chunk.Bytes));
    }

    private static bool MayMatch(
        IReadOnlyList<ColumnChunk> group, (string Column, DeltaType Type, ColumnTest Test) test)
    {
        ColumnChunk? chunk = group.FirstOrDefault(
            chunk => chunk.Path.Equals(test.Column, StringComparison.OrdinalIgnoreCase));
        return chunk is not { Minimum: { } minimum, Maximum: { } maximum } || test.Test.MayMatch(new ColumnBounds
        {
            Minimum = ColumnBounds.OfText(minimum, test.Type),
            Maximum = ColumnBounds.OfText(maximum, test.Type),
        });
    }

    private static bool IsRead(ColumnChunk chunk, IReadOnlyList<string> columns) => columns.Any(column =>
        chunk.Path.StartsWith(column, StringComparison.OrdinalIgnoreCase)
        && (chunk.Path.Length == column.Length
            || chunk.Path.AsSpan(column.Length).StartsWith(ScannedColumns.Separator)));

    /// <summary>Nothing for types whose bounds are not compared.</summary>
    private static IEnumerable<(string Column, DeltaType Type, ColumnTest Test)> Test(ScanCondition condition)
    {
        DeltaType? type = condition.EngineType == "DECIMAL"
            ? new DeltaType.Decimals(0, 0)
            : PrimitiveTypes.FromEngine(condition.EngineType);
        return type is null
            ? []
            : [(condition.Predicate.Column, type,
                new ColumnTest(new DeltaField(condition.Predicate.Column, type, Nullable: true), condition.Predicate))];
    }
}
