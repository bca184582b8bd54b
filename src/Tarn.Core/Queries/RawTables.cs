using System.Runtime.CompilerServices;
using System.Text;
using Tarn.Catalog;
using Tarn.Catalog.Files;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Storage.Encryption;

namespace Tarn.Queries;

/// <summary>Looks into the files of raw tables for a scope, and makes the SQL that reads them.</summary>
/// <param name="connection">Of the scope.</param>
/// <param name="catalog">Knows the tables' buckets.</param>
/// <param name="scratchDirectory">Of the scope.</param>
/// <param name="plaintext">For files that are encrypted.</param>
/// <param name="unreadable">Takes files that cannot be opened.</param>
internal sealed class RawTables(
    DuckConnection connection,
    TableCatalog catalog,
    string scratchDirectory,
    PlaintextScratch plaintext,
    List<UnreadableFile> unreadable) : IDisposable
{
    private readonly List<string> _notes = [];
    private readonly Dictionary<FileTableDefinition, UnreadableRows> _leftOut = [];
    private readonly Dictionary<FileTableDefinition, FileFeeds> _feeds = [];

    /// <summary>Things worth saying about the files.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>
    /// Whether lines of JSON files that are no record are left out, for <see cref="UnreadableJsonAsync"/> to tell of
    /// them, as lines of CSV files are; else they are rows of nulls.
    /// </summary>
    public bool LeavesOutUnreadable { get; set; }

    /// <summary>
    /// Whether files of JSON lines are read through before statements read them, to leave out those that are damaged;
    /// else a statement that meets damage fails.
    /// </summary>
    public bool ProvesJson { get; set; } = true;

    /// <summary>Whether <c>_malformed</c> tells the values that cannot be converted.</summary>
    public bool QuotesValues { get; set; } = true;

    /// <summary>Opens each file far enough to know its columns; those that fail are noted and left out.</summary>
    public async Task<IReadOnlyList<ProbedFile>> ProbeAsync(
        FileTableDefinition table, IReadOnlyList<ObjectInfo> objects, CancellationToken cancellationToken)
    {
        List<ProbedFile> readable = [];
        IReadOnlyList<ProbeResult> results = await ProbeOf(table)
            .ProbeAsync(table, objects, ProvesJson, cancellationToken);
        foreach ((ObjectInfo file, ProbeResult result) in objects.Zip(results))
        {
            if (result is ProbeResult.Unreadable problem)
            {
                unreadable.Add(new UnreadableFile(table.Bucket, file.Key, file.SizeBytes, problem.Reason));
            }
            else
            {
                readable.Add(((ProbeResult.Readable)result).File);
            }
        }

        return readable;
    }

    /// <summary>SQL of a table's rows in files that were probed; it takes the place of the one before.</summary>
    public string Sql(
        FileTableDefinition table,
        IReadOnlyList<ProbedFile> files,
        Func<IReadOnlyList<string>, string> listSql)
    {
        if (_leftOut.Remove(table, out UnreadableRows? before))
        {
            before.Dispose();
        }

        if (_feeds.Remove(table, out FileFeeds? feeds))
        {
            feeds.Dispose();
        }

        _feeds[table] = new FileFeeds(connection);
        if (LeavesOutUnreadable && table.Format == FileTableFormat.Json)
        {
            _leftOut[table] = new UnreadableRows(connection);
        }

        FileTableScan scan = new(table, new FileScanOptions
        {
            Feeds = _feeds[table],
            ListSql = listSql,
            QuotesValues = QuotesValues,
            Unreadable = _leftOut.GetValueOrDefault(table),
        });
        IReadOnlyList<string> ignored = scan.IgnoredColumns(files);
        if (ignored.Count > 0)
        {
            _notes.Add($"{table.Name}: columns of the files that it does not declare: {string.Join(", ", ignored)}");
        }

        return scan.Sql(files);
    }

    /// <summary>
    /// Reads a file whole; null when that works, otherwise why not. Finds damage that the footer does not show.
    /// </summary>
    public async Task<string?> FindDamageAsync(
        FileTableDefinition table, ProbedFile file, CancellationToken cancellationToken)
    {
        using FileFeeds feeds = new(connection);
        string sql = new FileTableScan(table, new FileScanOptions { Feeds = feeds }).Sql([file]);
        return await ProbeOf(table).FindDamageAsync(file, sql, cancellationToken);
    }

    /// <summary>Forgets what was left out: the statement begins again.</summary>
    public void ForgetUnreadable()
    {
        foreach (UnreadableRows rows in _leftOut.Values)
        {
            rows.Clear();
        }
    }

    /// <summary>The lines of JSON files that were left out, read from the files once more.</summary>
    public async IAsyncEnumerable<UnreadableLine> UnreadableJsonAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach ((FileTableDefinition table, UnreadableRows leftOut) in _leftOut)
        {
            IObjectStore store = catalog.Store(table);
            foreach ((ProbedFile file, IReadOnlyList<long> rows) in leftOut.Found)
            {
                LinesOfRows lines = new(store, file.Object.Key);
                await foreach (LineOfRow line in lines.ReadAsync(rows, cancellationToken))
                {
                    string text = Encoding.UTF8.GetString(line.Start.Span);
                    yield return new UnreadableLine(
                        $"{table.Bucket}/{file.Object.Key}", line.Line, text, line.Reason)
                    {
                        Kind = line.Reason,
                        Bytes = line.Bytes,
                    };
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (UnreadableRows rows in _leftOut.Values)
        {
            rows.Dispose();
        }

        foreach (FileFeeds feeds in _feeds.Values)
        {
            feeds.Dispose();
        }
    }

    private FileProbe ProbeOf(FileTableDefinition table) =>
        new(connection, catalog.Store(table), scratchDirectory, plaintext);
}
