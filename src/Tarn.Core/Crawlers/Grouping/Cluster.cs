using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Grouping;

/// <summary>Files that can be one table.</summary>
internal sealed class Cluster
{
    private readonly HashSet<FileSchema> _schemas = new(ReferenceEqualityComparer.Instance);
    private readonly List<CrawledObject> _files = [];

    private Cluster(FileSchema first)
    {
        Schema = first;
        _schemas.Add(first);
    }

    /// <summary>Of all its files together.</summary>
    public FileSchema Schema { get; private set; }

    public IReadOnlyList<CrawledObject> Files => _files;

    /// <summary>
    /// Sorts files into clusters of one format, in order of key; with <paramref name="byColumns"/> files whose columns
    /// are not alike are kept apart as well.
    /// </summary>
    public static IReadOnlyList<Cluster> Of(IEnumerable<CrawledObject> files, bool byColumns)
    {
        List<Cluster> clusters = [];
        Dictionary<FileSchema, Cluster> known = new(ReferenceEqualityComparer.Instance);
        foreach (CrawledObject file in files)
        {
            if (file.Schema is null)
            {
                continue;
            }

            if (!known.TryGetValue(file.Schema, out Cluster? cluster))
            {
                cluster = clusters.FirstOrDefault(candidate => candidate.Takes(file.Schema, byColumns));
                if (cluster is null)
                {
                    cluster = new Cluster(file.Schema);
                    clusters.Add(cluster);
                }

                known.Add(file.Schema, cluster);
            }

            cluster.Add(file);
        }

        return clusters;
    }

    private bool Takes(FileSchema schema, bool byColumns) =>
        SchemaFamily.AreOneFormat(Schema, schema) && (!byColumns || SchemaFamily.AreAlike(Schema, schema));

    private void Add(CrawledObject file)
    {
        _files.Add(file);
        if (_schemas.Add(file.Schema!))
        {
            Schema = SchemaFamily.Merge(Schema, file.Schema!);
        }
    }
}
