using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Tarn.Catalog.Files;
using Tarn.Engine;
using Tarn.Storage;

namespace Tarn.Queries;

/// <summary>Finds the lines of JSON files that became no rows: which they are, and why.</summary>
/// <param name="connection">Reads them.</param>
internal sealed class BrokenJsonLines(DuckConnection connection) : IDisposable
{
    private const int TextCharsMax = 4096;

    private readonly Dictionary<string, (ProbedFile File, string Name, IObjectStore Store)> _files = [];

    /// <summary>Notices in which files some were met.</summary>
    public BlankRows Rows { get; } = new(connection);

    /// <summary>Makes a file known before it is read.</summary>
    /// <param name="file">Its lines are looked at when they are JSON.</param>
    /// <param name="name">Bucket and key.</param>
    /// <param name="store">Has the file.</param>
    public void Add(ProbedFile file, string name, IObjectStore store)
    {
        if (file.Format == FileFormat.JsonLines)
        {
            _files[file.EnginePath] = (file, name, store);
        }
    }

    /// <summary>
    /// Those that were met so far, in order; of zstd data without text, and counted without empty lines.
    /// </summary>
    public async Task<IReadOnlyList<UnreadableLine>> FindAsync(CancellationToken cancellationToken)
    {
        List<UnreadableLine> lines = [];
        foreach (string path in Rows.Paths.Order(StringComparer.Ordinal))
        {
            (ProbedFile file, string name, IObjectStore store) = _files[path];
            lines.AddRange(await FindAsync(file, name, store, cancellationToken));
        }

        return lines;
    }

    public void Dispose() => Rows.Dispose();

    private async Task<IReadOnlyList<UnreadableLine>> FindAsync(
        ProbedFile file, string name, IObjectStore store, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows = await connection
            .QueryAllAsync(JsonLines.BlankLinesSql(file), cancellationToken);
        Queue<long> wanted = new(rows.Select(row => Convert.ToInt64(row[0], CultureInfo.InvariantCulture)));
        if (file.Compression == Compression.Zstandard)
        {
            // Only the engine decompresses it, and gives no line that it cannot parse.
            return [.. wanted.Select(number => new UnreadableLine(name, number, "", "no JSON object of the table"))];
        }

        List<UnreadableLine> found = [];
        await using Stream raw = await store.OpenReadAsync(file.Object.Key, cancellationToken);
        await using Stream content = Decompressed(raw, file.Compression);
        using StreamReader reader = new(content, Encoding.UTF8);
        long counted = 0;
        for (long number = 1; wanted.Count > 0; number++)
        {
            if (await reader.ReadLineAsync(cancellationToken) is not { } line)
            {
                break;
            }

            if (!string.IsNullOrWhiteSpace(line) && ++counted == wanted.Peek())
            {
                wanted.Dequeue();
                found.Add(new UnreadableLine(name, number, Shortened(line), ReasonOf(line)));
            }
        }

        return found;
    }

    private static Stream Decompressed(Stream raw, Compression compression) =>
        compression == Compression.Gzip ? new GZipStream(raw, CompressionMode.Decompress) : raw;

    private static string Shortened(string line) =>
        line.Length <= TextCharsMax ? line : line[..TextCharsMax] + "…";

    private static string ReasonOf(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? "it has none of the table's columns"
                : $"expected an object, found {document.RootElement.ValueKind}";
        }
        catch (JsonException exception)
        {
            return $"no JSON at byte {exception.BytePositionInLine + 1}";
        }
    }
}
