using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers;

/// <summary>A lake with a zone called raw, files dropped into it, and crawlers over it.</summary>
internal sealed class CrawlRig : IDisposable
{
    private readonly LakeRig _lake = new();

    public void Dispose() => _lake.Dispose();

    public string PathOf(string key) => Path.Combine(_lake.Directory, "data", "raw", key);

    /// <summary>Puts a file where users would drop it.</summary>
    public void Drop(string key, string text) => Drop(key, System.Text.Encoding.UTF8.GetBytes(text));

    public void Drop(string key, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(key))!);
        File.WriteAllBytes(PathOf(key), content);
    }

    public void Delete(string key) => File.Delete(PathOf(key));

    public static CrawlerDefinition Crawler(string name = "all", string prefix = "") => new()
    {
        Name = name,
        Database = "raw",
        Targets = [new CrawlTarget("raw", prefix)],
    };

    public Task<CrawlReport> CrawlAsync(CrawlerDefinition? definition = null) => CrawlAsync(definition, false, null);

    public async Task<CrawlReport> CrawlAsync(
        CrawlerDefinition? definition, bool isDryRun, IProgress<CrawlProgress>? progress)
    {
        using LakeHost host = await _lake.OpenAsync();
        return await host.Crawlers
            .RunAsync(definition ?? Crawler(), isDryRun, progress, TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Columns of a table as <c>name type</c>, partition keys behind a bar; null when there is no table.
    /// </summary>
    public async Task<string?> ColumnsAsync(string table)
    {
        TableEntry? entry = await FindAsync(table);
        string? columns = entry is null ? null : Spell(entry.Columns);
        return entry is { PartitionKeys.Count: > 0 } ? $"{columns} | {Spell(entry.PartitionKeys)}" : columns;
    }

    public async Task<TableEntry?> FindAsync(string table)
    {
        using LakeHost host = await _lake.OpenAsync();
        return await host.Entries.FindAsync(TableName.Parse(table), TestContext.Current.CancellationToken);
    }

    public async Task<T> WithAsync<T>(Func<LakeHost, Task<T>> work)
    {
        using LakeHost host = await _lake.OpenAsync();
        return await work(host);
    }

    public Task<string[]> QueryAsync(string sql) => _lake.QueryAsync(sql);

    private static string Spell(IEnumerable<ColumnEntry> columns) =>
        string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"));
}
