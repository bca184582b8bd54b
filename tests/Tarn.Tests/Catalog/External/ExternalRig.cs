using System.IO.Compression;
using System.Text;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Testing;

namespace Tarn.Tests.Catalog.External;

/// <summary>A lake with files in the bucket "drops" and entries that describe them.</summary>
internal sealed class ExternalRig : IDisposable
{
    public const string Bucket = "drops";

    public LakeRig Lake { get; } = new();

    public static TableEntry Table(
        DataFormat format, IReadOnlyList<ColumnEntry> columns, params ColumnEntry[] keys) => new()
        {
            Name = TableName.Parse("raw.t"),
            Kind = EntryKind.External,
            Columns = columns,
            PartitionKeys = keys,
            Storage = new StorageEntry { Bucket = Bucket, Prefix = "t/", Format = format },
            CreatedAt = default,
            UpdatedAt = default,
        };

    public void Drop(string key, string text) => Lake.Write($"data/{Bucket}/{key}", text);

    public void DropBytes(string key, byte[] content)
    {
        string path = Path(key);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public void DropGzip(string key, string text)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        DropBytes(key, target.ToArray());
    }

    /// <summary>Writes the rows of a SELECT to a Parquet file.</summary>
    public async Task DropParquetAsync(string key, string select)
    {
        string path = Path(key);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 1 });
        using DuckConnection connection = engine.Connect();
        await connection.ExecuteAsync(
            $"COPY ({select}) TO {SqlText.Literal(path)} (FORMAT parquet)", CancellationToken.None);
    }

    /// <summary>Puts in the entry and its partitions.</summary>
    public async Task CreateAsync(TableEntry entry, params PartitionEntry[] partitions)
    {
        using LakeHost host = await Lake.OpenAsync();
        await host.Entries.CreateAsync(entry, CancellationToken.None);
        await host.Entries.Partitions(entry.Name).AddAsync(partitions, CancellationToken.None);
    }

    public void Dispose() => Lake.Dispose();

    private string Path(string key) => System.IO.Path.Combine(Lake.Directory, "data", Bucket, key);
}
