using System.Globalization;
using Tarn.Catalog.Entries;

namespace Tarn.Crawlers.Grouping;

/// <summary>Finds the tables in the folders of a target (docs/guide/crawlers.md, "From folders to tables").</summary>
internal sealed class TableFinder(CrawlTarget target, TableGrouping grouping, int? tableLevel)
{
    private readonly List<TablePlan> _tables = [];
    private readonly List<CrawledObject> _junk = [];

    /// <summary>The tables, and objects that are part of none although their format is known.</summary>
    public (IReadOnlyList<TablePlan> Tables, IReadOnlyList<CrawledObject> Junk) Find(
        IEnumerable<CrawledObject> objects)
    {
        Folder root = Folder.Build(target.Prefix, objects);
        if (tableLevel is null && grouping == TableGrouping.Combine)
        {
            AddDeep(root, [.. root.All()]);
        }
        else
        {
            Visit(root, 0);
        }

        return (_tables, _junk);
    }

    private void Visit(Folder folder, int level)
    {
        if (level == tableLevel || (tableLevel is null && grouping == TableGrouping.Similar && IsOne(folder)))
        {
            AddDeep(folder, [.. folder.All()]);
            return;
        }

        AddFlat(folder);
        bool isAbove = level < tableLevel;
        CrawledObject[] partitioned =
            [.. folder.Folders.Where(child => child.IsPartition && !isAbove).SelectMany(child => child.All())];
        if (partitioned.Length > 0)
        {
            AddDeep(folder, partitioned);
        }

        foreach (Folder child in folder.Folders.Where(child => isAbove || !child.IsPartition))
        {
            Visit(child, level + 1);
        }
    }

    /// <summary>Folders side by side, without files between them, whose files are all alike.</summary>
    private static bool IsOne(Folder folder) =>
        folder.Files.Count == 0
        && (folder.Folders.Count > 1 || folder.Folders.Any(child => child.IsPartition))
        && Cluster.Of(folder.All(), byColumns: true).Count == 1;

    /// <summary>A table for each format in the folders below, with the folders as partitions.</summary>
    private void AddDeep(Folder folder, IReadOnlyList<CrawledObject> files)
    {
        bool byColumns = grouping != TableGrouping.Combine
            && !files.Any(file => file.Key.AsSpan(folder.Path.Length).Contains("=", StringComparison.Ordinal));
        IReadOnlyList<Cluster> clusters = Cluster.Of(files, byColumns);
        CrawledObject[] junk = [.. files.Where(IsInTheWay)];
        bool hasOne = false;
        foreach (Cluster cluster in clusters.OrderByDescending(cluster => cluster.Files.Count))
        {
            CrawledObject[] others = [.. clusters.Where(other => other != cluster).SelectMany(other => other.Files)];
            Separation? separation = Separation.Find(folder.Path, cluster.Files, others, junk);
            if (separation is null && hasOne)
            {
                _junk.AddRange(cluster.Files.Select(NotToldApart));
                continue;
            }

            hasOne = true;
            separation ??= Separation.ByKeys(folder.Path, others.Concat(junk));
            (var keys, var partitions) = PartitionFinder.Find(folder.Path, cluster.Files);
            Add(new TablePlan
            {
                Bucket = target.Bucket,
                Prefix = folder.Path,
                BaseName = clusters.Count == 1 ? NameOf(folder) : $"{NameOf(folder)}_{Word(cluster)}",
                Schema = cluster.Schema,
                PartitionKeys = keys,
                Partitions = partitions,
                Suffixes = separation.Suffixes,
                Exclusions = separation.Exclusions,
            });
        }
    }

    /// <summary>
    /// Tables of the files directly in a folder: one when they are alike, else by name, else one a file.
    /// </summary>
    private void AddFlat(Folder folder)
    {
        IReadOnlyList<Cluster> clusters = Cluster.Of(folder.Files, byColumns: true);
        CrawledObject[] junk = [.. folder.Files.Where(IsInTheWay)];
        bool isLoneInBucket = folder.Path.Length == 0 && clusters is [{ Files.Count: 1 }];
        foreach (Cluster cluster in clusters)
        {
            CrawledObject[] others = [.. clusters.Where(other => other != cluster).SelectMany(other => other.Files)];
            bool isShared = isLoneInBucket || (clusters.Count > 1 && cluster.Files.Count == 1);
            if (!isShared && Separation.Find(folder.Path, cluster.Files, others, junk) is { } separation)
            {
                Add(FlatTable(folder, cluster, clusters, separation));
            }
            else
            {
                _tables.AddRange(cluster.Files.Select(FileTable));
            }
        }
    }

    /// <summary>Tables at one place that would have one name are numbered in order of their first files.</summary>
    private void Add(TablePlan plan)
    {
        int twins = _tables.Count(table => table.Prefix == plan.Prefix && table.BaseName == plan.BaseName);
        _tables.Add(twins == 0 ? plan : plan with
        {
            BaseName = string.Create(CultureInfo.InvariantCulture, $"{plan.BaseName}_{twins + 1}"),
        });
    }

    private TablePlan FlatTable(
        Folder folder, Cluster cluster, IReadOnlyList<Cluster> clusters, Separation separation)
    {
        string stem = FileNames.CommonStem([.. cluster.Files.Select(file => file.FileName)]);
        return new TablePlan
        {
            Bucket = target.Bucket,
            Prefix = folder.Path,
            BaseName = clusters.Count == 1 ? NameOf(folder)
                : stem.Length > 0 ? stem
                : $"{NameOf(folder)}_{Word(cluster)}",
            Schema = cluster.Schema,
            Suffixes = separation.Suffixes,
            Exclusions = folder.Folders.Count > 0 ? ["*/**", .. separation.Exclusions] : separation.Exclusions,
        };
    }

    private TablePlan FileTable(CrawledObject file) => new()
    {
        Bucket = target.Bucket,
        Prefix = file.Key,
        BaseName = FileNames.Stem(file.FileName),
        Schema = file.Schema!,
    };

    /// <summary>Readers pass over empty objects.</summary>
    private static bool IsInTheWay(CrawledObject file) => file.Schema is null && file.SizeBytes > 0;

    private string NameOf(Folder folder) => folder.Name.Length > 0 ? folder.Name : target.Bucket;

    private static string Word(Cluster cluster) => cluster.Schema.Format switch
    {
        DataFormat.Parquet => "parquet",
        DataFormat.Csv => "csv",
        DataFormat.Grok => "log",
        _ => "json",
    };

    private static CrawledObject NotToldApart(CrawledObject file) => file with
    {
        Schema = null,
        Junk = "it lies between files that look different, and neither suffix nor name tells them apart",
    };
}
