using Tarn.Common;

namespace Tarn.Sources.Reading;

/// <summary>What a reading is opened for.</summary>
public sealed record SourceReadingRequest
{
    public required SourceDefinition Source { get; init; }

    /// <summary>Those of the source's tables that are extracted with it.</summary>
    public required IReadOnlyList<SourceTable> Tables { get; init; }

    /// <summary>
    /// Where each of the source's tables that has been read is, those too that this reading does not extract; by the
    /// table that is filled.
    /// </summary>
    public required IReadOnlyDictionary<TableName, SourcePosition> Positions { get; init; }

    /// <summary>Unique; part of the names of files.</summary>
    public required string RunId { get; init; }
}
