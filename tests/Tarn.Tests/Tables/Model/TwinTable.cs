namespace Tarn.Tests.Tables.Model;

/// <summary>What a table should be, kept plainly: the files of every version, and which are deleted.</summary>
internal sealed class TwinTable
{
    private readonly List<TwinVersion> _versions = [];
    private readonly HashSet<string> _deleted = [];

    public IReadOnlyList<TwinVersion> Versions => _versions;

    public TwinVersion Newest => _versions[^1];

    public void Commit(
        IEnumerable<TwinFile> files, IReadOnlyDictionary<string, string> properties, DateTimeOffset at) =>
        _versions.Add(new TwinVersion([.. files.OrderBy(file => file.Path, StringComparer.Ordinal)], properties, at));

    public bool IsReadable(TwinVersion version) => !version.Files.Any(file => _deleted.Contains(file.Path));

    /// <summary>Deletes all files that the newest version does not have.</summary>
    public void Vacuum()
    {
        _deleted.UnionWith(_versions.SelectMany(version => version.Files).Select(file => file.Path));
        _deleted.ExceptWith(Newest.Files.Select(file => file.Path));
    }
}
