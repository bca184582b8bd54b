using Tarn.Catalog.Files;
using Tarn.Storage;

namespace Tarn.Catalog.External;

/// <summary>One file of an external table.</summary>
/// <param name="Object">Its facts.</param>
/// <param name="Values">Of its partition, in order of the table's keys; null is a null.</param>
internal sealed record ExternalFile(ObjectInfo Object, IReadOnlyList<string?> Values)
{
    /// <summary>Where the engine reads it; empty until that is found.</summary>
    public string EnginePath { get; init; } = "";

    /// <summary>Of text files that were looked at.</summary>
    public Compression Compression { get; init; }

    /// <summary>Of JSON lines that were looked at: <see cref="CutLineSearch.HasFound"/>.</summary>
    public bool HasCutLines { get; init; }
}
