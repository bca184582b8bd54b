using Tarn.Catalog.Entries;
using Tarn.Engine.Errors;

namespace Tarn.Catalog.External;

/// <summary>Collects files of a table that cannot be read.</summary>
internal sealed class UnreadableFiles(TableEntry table)
{
    private readonly List<UnreadableFile> _files = [];

    public IReadOnlyList<UnreadableFile> All => _files;

    public void Add(ExternalFile file, string reason) =>
        _files.Add(new UnreadableFile(table.Storage!.Bucket, file.Object.Key, file.Object.SizeBytes, reason));

    /// <summary>Adds it with the engine's first line, without the path of this machine in it.</summary>
    public void Add(ExternalFile file, EngineException exception) => Add(
        file,
        exception.RawMessage.Split('\n')[0].Trim()
            .Replace(file.EnginePath, file.Object.Key, StringComparison.Ordinal));
}
