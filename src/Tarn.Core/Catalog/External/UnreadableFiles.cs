using Tarn.Catalog.Entries;
using Tarn.Engine;
using Tarn.Engine.Errors;

namespace Tarn.Catalog.External;

/// <summary>Collects files of a table that cannot be read.</summary>
internal sealed class UnreadableFiles(TableEntry table)
{
    private readonly List<UnreadableFile> _files = [];

    public IReadOnlyList<UnreadableFile> All => _files;

    /// <summary>The files without those whose names the engine cannot be given.</summary>
    public IReadOnlyList<ExternalFile> TakeNameable(IReadOnlyList<ExternalFile> files)
    {
        foreach (ExternalFile file in files.Where(file => !SqlText.IsNameable(file.EnginePath)))
        {
            Add(file, SqlText.NotNameable);
        }

        return [.. files.Where(file => SqlText.IsNameable(file.EnginePath))];
    }

    public void Add(ExternalFile file, string reason) =>
        _files.Add(new UnreadableFile(table.Storage!.Bucket, file.Object.Key, file.Object.SizeBytes, reason));

    /// <summary>Adds it with the engine's first line, without the path of this machine in it.</summary>
    public void Add(ExternalFile file, EngineException exception) => Add(
        file,
        exception.RawMessage.Replace(file.EnginePath, file.Object.Key, StringComparison.Ordinal)
            .Split('\n')[0]
            .Trim());
}
