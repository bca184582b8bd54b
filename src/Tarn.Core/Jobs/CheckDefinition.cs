using Tarn.Common;

namespace Tarn.Jobs;

/// <summary>
/// A data-quality rule on a model's rows. The first check that a row fails decides what happens to it, so the order
/// in the file counts.
/// </summary>
public abstract record CheckDefinition
{
    /// <summary>Unique within the model; derived from kind and columns when the file gives none.</summary>
    public required string Name { get; init; }

    public required OnFail OnFail { get; init; }

    public required SourceLocation Location { get; init; }

    /// <summary>
    /// True when the rule judges the table as a whole, so that single rows cannot be dropped or quarantined.
    /// </summary>
    public virtual bool IsTableLevel => false;

    /// <summary>A null in any of the columns fails the row.</summary>
    public sealed record NotNull(IReadOnlyList<string> Columns) : CheckDefinition;

    /// <summary>The second and later rows with the same values fail; nulls count as equal.</summary>
    public sealed record Unique(IReadOnlyList<string> Columns) : CheckDefinition;

    /// <summary>A value outside [Min, Max] fails the row; null passes. Bounds are SQL literals; null is open.</summary>
    public sealed record Range(string Column, string? Min, string? Max) : CheckDefinition;

    /// <summary>A value that is not in the list fails the row; null passes. Values are SQL literals.</summary>
    public sealed record AcceptedValues(string Column, IReadOnlyList<string> Values) : CheckDefinition;

    /// <summary>A value that the other table's column does not hold fails the row; null passes.</summary>
    public sealed record Relationships(string Column, TableName ToTable, string ToColumn) : CheckDefinition;

    /// <summary>The number of rows written must lie in [Min, Max].</summary>
    public sealed record RowCount(long? Min, long? Max) : CheckDefinition
    {
        public override bool IsTableLevel => true;
    }

    /// <summary>The newest value of the column must not be older than the age.</summary>
    public sealed record Freshness(string Column, TimeSpan AgeMax) : CheckDefinition
    {
        public override bool IsTableLevel => true;
    }

    /// <summary>A row for which the condition is true fails.</summary>
    public sealed record Sql(string Where) : CheckDefinition;
}
