namespace Tarn.Crawlers.Grouping;

/// <summary>The objects of a target as the tree that their keys are.</summary>
internal sealed class Folder
{
    private readonly SortedDictionary<string, Folder> _folders = new(StringComparer.Ordinal);
    private readonly List<CrawledObject> _files = [];

    private Folder(string name, string path)
    {
        Name = name;
        Path = path;
    }

    /// <summary>The last segment; empty for a whole bucket.</summary>
    public string Name { get; }

    /// <summary>Prefix of the keys, with '/' at the end; empty for a whole bucket.</summary>
    public string Path { get; }

    public IReadOnlyCollection<Folder> Folders => _folders.Values;

    /// <summary>Objects directly in it.</summary>
    public IReadOnlyList<CrawledObject> Files => _files;

    /// <summary>A folder whose name is a value, not the name of a table: <c>year=2024</c>, <c>2024-05-01</c>.</summary>
    public bool IsPartition => Name.Contains('=', StringComparison.Ordinal) || char.IsAsciiDigit(Name[0]);

    public static Folder Build(string path, IEnumerable<CrawledObject> objects)
    {
        Folder root = new(path.TrimEnd('/').Split('/')[^1], path);
        foreach (CrawledObject item in objects)
        {
            root.Add(item);
        }

        return root;
    }

    /// <summary>Objects in it and in the folders below, in order of key.</summary>
    public IEnumerable<CrawledObject> All() =>
        _files.Concat(_folders.Values.SelectMany(folder => folder.All()));

    private void Add(CrawledObject item)
    {
        Folder folder = this;
        string[] segments = item.Key[Path.Length..].Split('/');
        foreach (string segment in segments[..^1])
        {
            if (!folder._folders.TryGetValue(segment, out Folder? child))
            {
                child = new Folder(segment, $"{folder.Path}{segment}/");
                folder._folders.Add(segment, child);
            }

            folder = child;
        }

        folder._files.Add(item);
    }
}
