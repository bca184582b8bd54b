using Tarn.Catalog.Entries;
using Tarn.Catalog.Files;
using Tarn.Catalog.Types;
using Tarn.Engine;

namespace Tarn.Catalog.External;

/// <summary>
/// JSON lines and arrays: columns by key. Values are read as text and then converted, so that one that does not fit is
/// null and does not end the query; a line that is no JSON is a row of nulls.
/// </summary>
internal sealed class JsonScan(TableEntry table, ScanTools tools) : FormatScan(table, tools)
{
    /// <summary>What the engine takes for one JSON line unless told otherwise.</summary>
    private const int LineBytesMax = 16 * 1024 * 1024;

    private const string NoColumn = "'tarn_none': 'VARCHAR'";

    private bool IsLines => Storage.Format == DataFormat.JsonLines;

    private string Format => IsLines ? "format = 'newline_delimited', ignore_errors = true" : "format = 'array'";

    public override async Task<IReadOnlyList<string>> BranchesAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        bool isNumberTaken = Table.Columns.Any(column => PartitionColumns.IsTaken(KeyOf(column)));
        TextFileCheck check = IsLines
            ? new TextFileCheck(Tools.Store, LineBytesMax, isJsonLines: true)
            : new TextFileCheck(Tools.Store, lineBytesMax: null, last: ']');
        IReadOnlyList<ExternalFile> sound = await check.TakeSoundAsync(files, unreadable, cancellationToken);
        sound = IsLines
            ? await WithoutDamagedAsync(
                await WithMarksAsync(sound, cancellationToken), Proof, unreadable, cancellationToken)
            : await WithoutBrokenAsync(sound, unreadable, cancellationToken);
        return
        [
            .. sound.GroupBy(file => file.Compression)
                .SelectMany(group => ByPartition([.. group], isNumberTaken))
                .Select(Branch),
        ];
    }

    /// <summary>The files, of those with lines that would swallow the next one a copy in which they do not.</summary>
    private async Task<IReadOnlyList<ExternalFile>> WithMarksAsync(
        IReadOnlyList<ExternalFile> files, CancellationToken cancellationToken)
    {
        List<ExternalFile> marked = new(files.Count);
        foreach (ExternalFile file in files)
        {
            if (!file.HasCutLines)
            {
                marked.Add(file);
                continue;
            }

            Directory.CreateDirectory(Tools.ScratchDirectory);
            string path = Path.Combine(Tools.ScratchDirectory, $"{Path.GetRandomFileName()}.json");
            await new CutLines(Tools.Store, file.Object.Key, file.Compression).MarkAsync(path, cancellationToken);
            marked.Add(file with { EnginePath = path, Compression = Compression.None });
        }

        return marked;
    }

    /// <summary>The engine passes over a broken line, but an array that is broken anywhere ends the query.</summary>
    private async Task<IReadOnlyList<ExternalFile>> WithoutBrokenAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        List<ExternalFile> whole = [];
        foreach (IGrouping<Compression, ExternalFile> group in files.GroupBy(file => file.Compression))
        {
            whole.AddRange(await new EngineProof(Tools.Connection)
                .TakeReadableAsync([.. group], Proof, unreadable, cancellationToken));
        }

        return whole;
    }

    /// <summary>No column is asked for: the engine looks at the form alone.</summary>
    private string Proof(IReadOnlyList<ExternalFile> files) =>
        $"read_json({SqlText.Paths(files.Select(file => file.EnginePath))}, {Format}, "
        + $"{LineText.CompressionOf(files)}, columns = {{{NoColumn}}}, hive_partitioning = false)";

    private string Branch(IReadOnlyList<ExternalFile> files)
    {
        IEnumerable<string> columns = Table.Columns
            .Select(column => $"{SqlText.Literal(KeyOf(column))}: '{ReadType(column)}'")
            .DefaultIfEmpty(NoColumn);
        return Select(
            (column, type) => ExternalValue.FromJson(SqlText.Identifier(KeyOf(column)), column, type),
            files,
            $"read_json({Paths(files)}, {Format}, {LineText.CompressionOf(files)}, "
                + $"columns = {{{SqlText.List(columns)}}}, hive_partitioning = false)");
    }

    private static string KeyOf(ColumnEntry column) => column.SourceName ?? column.Name;

    private static string ReadType(ColumnEntry column) => ExternalValue.JsonReadType(HiveType.Parse(column.Type));
}
