using Tarn.Storage;

namespace Tarn.Catalog.Files;

/// <summary>A readable file of a raw table and what its footer or header says.</summary>
internal sealed record ProbedFile
{
    public required ObjectInfo Object { get; init; }

    /// <summary>Where the engine reads it: in place, or a normalized copy in scratch.</summary>
    public required string EnginePath { get; init; }

    public required FileFormat Format { get; init; }

    public required IReadOnlyList<FileField> Fields { get; init; }

    /// <summary>Of lines.</summary>
    public Compression Compression { get; init; }

    /// <summary>For text: the character between fields.</summary>
    public char Delimiter { get; init; } = ',';
}
