using Tarn.Catalog;
using Tarn.Jobs.Inputs;
using Tarn.Sources.Reading;
using Tarn.Tables;

namespace Tarn.Jobs.Extraction;

/// <summary>From where a table of a source is read, and what there is of it.</summary>
internal sealed record ExtractionPlan
{
    public required SourceStep Step { get; init; }

    public required CatalogTable.Managed Table { get; init; }

    /// <summary>The table as it is; null when it has never been filled.</summary>
    public required TableSnapshot? Target { get; init; }

    /// <summary>The bookmark as it was; null at first and after a reset.</summary>
    public required Bookmark? Current { get; init; }

    /// <summary>Where the last extraction ended; null reads all.</summary>
    public required SourcePosition? Since { get; init; }

    /// <summary>Identity of what the definition says of the rows.</summary>
    public required string DefinitionHash { get; init; }

    /// <summary>Whether the table is built anew, and may get whatever columns the source has.</summary>
    public required bool IsRefresh { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];
}
