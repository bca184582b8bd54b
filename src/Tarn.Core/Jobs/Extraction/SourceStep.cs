using Tarn.Common;
using Tarn.Sources;

namespace Tarn.Jobs.Extraction;

/// <summary>A table of a source, as something that a run does.</summary>
/// <param name="Source">The source.</param>
/// <param name="Table">One of its tables.</param>
public sealed record SourceStep(SourceDefinition Source, SourceTable Table)
{
    /// <summary>The table that it fills.</summary>
    public TableName Into => Table.Into;

    /// <summary>What is read, for people: <c>shop: public.orders</c>.</summary>
    public string Origin => $"{Source.Name}: {Table.Name}";

    /// <summary>Every table of the sources.</summary>
    public static IReadOnlyList<SourceStep> Of(IEnumerable<SourceDefinition> sources) =>
        [.. sources.SelectMany(source => source.Tables.Select(table => new SourceStep(source, table)))];
}
