using System.Text.Json.Serialization;
using Tarn.Common;

namespace Tarn.Streams;

/// <summary>What is made of the records of a batch before they are delivered: one of the two.</summary>
public sealed record RecordTransform
{
    /// <summary>
    /// A SELECT from <c>records</c>, which has the columns <c>sequence</c>, <c>arrived_at</c> (UTC) and <c>data</c>
    /// (JSON). Each row is delivered as a JSON object of its columns.
    /// </summary>
    public string? Sql { get; init; }

    /// <summary>Where <see cref="Sql"/> stands, when a file of the lake says it.</summary>
    [JsonIgnore]
    public SourceLocation? SqlPlace { get; init; }

    /// <summary>Name of a function that the host registered.</summary>
    public string? Function { get; init; }
}
