using Tarn.Storage;

namespace Tarn.Tables.Checkpoints;

/// <summary>The files of one checkpoint, without sidecars.</summary>
internal sealed class CheckpointSet(CheckpointName name)
{
    private readonly List<ObjectInfo> _files = [];

    public CheckpointName Name { get; } = name;

    public long Version => Name.Version;

    public IReadOnlyList<ObjectInfo> Files => _files;

    /// <summary>False while a part is missing; such a checkpoint counts as absent.</summary>
    public bool IsComplete => _files.Count == Name.Parts;

    /// <summary>A V2 checkpoint whose own actions are JSON.</summary>
    public bool IsJson => _files[0].Key.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>A classic checkpoint in one file.</summary>
    public static CheckpointSet OneFile(long version, ObjectInfo file)
    {
        CheckpointSet set = new(CheckpointName.OneFile(version));
        set.Add(file);
        return set;
    }

    public void Add(ObjectInfo file) => _files.Add(file);
}
