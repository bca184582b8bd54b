using Tarn.Common;

namespace Tarn.Sources;

/// <summary>What is read of a source, and the managed table that it fills.</summary>
public sealed record SourceTable
{
    /// <summary>As it stands in the definition: <c>public.orders</c>, or the label of a query.</summary>
    public required string Name { get; init; }

    /// <summary>A SELECT in the source's own language; null for a table of the source.</summary>
    public string? Query { get; init; }

    /// <summary>The table that it fills.</summary>
    public required TableName Into { get; init; }

    /// <summary>How what is new is found; null reads all rows each time.</summary>
    public SourceIncrement? Increment { get; init; }

    public required SourceStrategy Strategy { get; init; }

    /// <summary>Columns that tell rows apart, as the source names them.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Columns that are read; empty for all but the excluded.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Columns that are never read.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    public SchemaChange OnSchemaChange { get; init; } = SchemaChange.Add;

    /// <summary>How rows are noticed that the source has deleted.</summary>
    public DeleteDetection Deletes { get; init; } = DeleteDetection.None;

    /// <summary>Where it is defined.</summary>
    public required SourceLocation Place { get; init; }

    /// <summary>Whether the rows that are read say what happened to them: see <see cref="ChangeFields"/>.</summary>
    public bool TellsChanges => Strategy is SourceStrategy.Changes or SourceStrategy.Merge;
}
