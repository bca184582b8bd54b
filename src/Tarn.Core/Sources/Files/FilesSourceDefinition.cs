using Tarn.Sources.Http;

namespace Tarn.Sources.Files;

/// <summary>A source of type <c>files</c>: local directories and URLs of files.</summary>
public sealed record FilesSourceDefinition : SourceDefinition
{
    /// <summary>Absolute paths; nothing outside of them is read.</summary>
    public IReadOnlyList<string> Directories { get; init; } = [];

    /// <summary>How URLs are fetched.</summary>
    public required HttpSettings Connection { get; init; }
}
