using Tarn.Tables;

namespace Tarn.Jobs.Checks;

/// <summary>The columns that a model's SELECT makes, told apart by what becomes of them.</summary>
/// <param name="All">In the order of the SELECT.</param>
internal sealed record ModelColumns(IReadOnlyList<TableField> All)
{
    /// <summary>Columns of the table. Those whose name starts with '_' exist for checks only.</summary>
    public IReadOnlyList<TableField> Stored { get; } = [.. All.Where(field => !IsCheckOnly(field))];

    public IReadOnlyList<TableField> CheckOnly { get; } = [.. All.Where(IsCheckOnly)];

    /// <summary>All of them as rows that a check took out have them: nothing is promised of such rows.</summary>
    public IReadOnlyList<TableField> OfFailedRows { get; } = [.. All.Select(field => field with { Nullable = true })];

    private static bool IsCheckOnly(TableField field) => field.Name.StartsWith('_');
}
