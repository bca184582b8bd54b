using Tarn.Catalog.Entries;

namespace Tarn.Crawlers.Inference;

/// <summary>What a file, or several of one kind, look like.</summary>
internal sealed record FileSchema
{
    public required DataFormat Format { get; init; }

    /// <summary>For <see cref="DataFormat.Csv"/>.</summary>
    public DelimitedFormat? Csv { get; init; }

    /// <summary>For <see cref="DataFormat.Grok"/>.</summary>
    public GrokFormat? Grok { get; init; }

    /// <summary>Of a Delta table: the format is that of its data files.</summary>
    public bool IsDelta { get; init; }

    /// <summary>The custom classifier that knew the file; null for those that come with Tarn.</summary>
    public string? Classifier { get; init; }

    /// <summary>For CSV: nothing but ASCII was seen, so that it goes with every encoding.</summary>
    public bool IsAscii { get; init; }

    public required IReadOnlyList<SchemaColumn> Columns { get; init; }
}
