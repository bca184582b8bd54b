using Tarn.Catalog.External;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Storage;
using Tarn.Storage.Encryption;

namespace Tarn.Catalog.Files;

/// <summary>Opens a file of a raw table far enough to know its columns, or why it cannot be read.</summary>
/// <param name="connection">Opens it.</param>
/// <param name="store">The table's bucket.</param>
/// <param name="scratchDirectory">For files whose line ends have to be made the same.</param>
/// <param name="plaintext">For files that are encrypted.</param>
internal sealed class FileProbe(
    DuckConnection connection, IObjectStore store, string scratchDirectory, PlaintextScratch plaintext)
{
    private const int SideBySide = 4;

    /// <summary>The files one by one; those that the engine need not open for it side by side.</summary>
    /// <param name="provesJson">Whether files of JSON lines are read through, to find those that are damaged.</param>
    public async Task<IReadOnlyList<ProbeResult>> ProbeAsync(
        FileTableDefinition table,
        IReadOnlyList<ObjectInfo> files,
        bool provesJson,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<string> paths = await store.ReadablePathsAsync(
            [.. files.Select(file => file.Key)], plaintext, cancellationToken);
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = table.Format == FileTableFormat.ByExtension ? 1 : SideBySide,
            CancellationToken = cancellationToken,
        };
        ProbeResult[] results = new ProbeResult[files.Count];
        await Parallel.ForAsync(
            0,
            files.Count,
            options,
            async (i, token) => results[i] = await ProbeAsync(table, files[i], paths[i], provesJson, token));
        return results;
    }

    private async Task<ProbeResult> ProbeAsync(
        FileTableDefinition table,
        ObjectInfo file,
        string path,
        bool provesJson,
        CancellationToken cancellationToken)
    {
        try
        {
            bool isProven = table.Format != FileTableFormat.Json || provesJson;
            return table.Format != FileTableFormat.ByExtension
                ? await ProbeLinesAsync(table, file, path, isProven, cancellationToken)
                : IsParquet(file.Key)
                ? await ProbeParquetAsync(file, path, cancellationToken)
                : await ProbeCsvAsync(table, file, path, cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            return new ProbeResult.Unreadable(WithoutPath(exception.RawMessage, path, file));
        }
        catch (InvalidDataException exception)
        {
            return new ProbeResult.Unreadable($"not a gzip file: {exception.Message}");
        }
    }

    /// <summary>Reads every value of the file; null when that works, otherwise why it does not.</summary>
    public async Task<string?> FindDamageAsync(ProbedFile file, string scanSql, CancellationToken cancellationToken)
    {
        if (file.Format == FileFormat.Lines)
        {
            (_, string? problem) = await new TextFileCheck(store, LineScan.JsonLineBytesMax)
                .CheckAsync(file.Object, cancellationToken);
            if (problem is not null)
            {
                return problem;
            }
        }

        try
        {
            await connection.ScalarAsync($"SELECT count(*), bit_xor(hash(t)) FROM ({scanSql}) t", cancellationToken);
            return null;
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            return WithoutPath(exception.RawMessage, file.EnginePath, file.Object);
        }
    }

    private static bool IsParquet(string key) => key.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    private async Task<ProbeResult> ProbeParquetAsync(
        ObjectInfo file, string path, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows = await connection
            .QueryAllAsync($"DESCRIBE SELECT * FROM read_parquet({SqlText.Literal(path)})", cancellationToken);
        return new ProbeResult.Readable(new ProbedFile
        {
            Object = file,
            EnginePath = path,
            Format = FileFormat.Parquet,
            Fields = [.. rows.Select(row => new FileField((string)row[0]!, (string)row[1]!))],
        });
    }

    private async Task<ProbeResult> ProbeLinesAsync(
        FileTableDefinition table, ObjectInfo file, string path, bool isProven, CancellationToken cancellationToken)
    {
        TextFileCheck check = new(store, LineScan.JsonLineBytesMax);
        (Compression compression, string? problem) = isProven
            ? await check.CheckAsync(file, cancellationToken)
            : await check.GlanceAsync(file, cancellationToken);
        return problem is not null
            ? new ProbeResult.Unreadable(problem)
            : new ProbeResult.Readable(new ProbedFile
            {
                Object = file,
                EnginePath = path,
                Format = FileFormat.Lines,
                Fields = LineScan.Fields(table),
                Compression = compression,
            });
    }

    private async Task<ProbeResult> ProbeCsvAsync(
        FileTableDefinition table, ObjectInfo file, string path, CancellationToken cancellationToken)
    {
        CsvHeader? header = await CsvHeader.ReadAsync(store, file.Key, table.Csv, cancellationToken);
        if (header is null)
        {
            return new ProbeResult.Unreadable("the file is empty; expected a first line that names the columns");
        }

        bool mixed = table.Csv.Encoding != "utf-16"
            && await CsvNewlines.AreMixedAsync(store, file.Key, cancellationToken);
        if (mixed)
        {
            path = ScratchPath("csv");
            await CsvNewlines.NormalizeAsync(store, file.Key, path, cancellationToken);
        }

        return new ProbeResult.Readable(new ProbedFile
        {
            Object = file,
            EnginePath = path,
            Format = FileFormat.Csv,
            Fields = [.. header.Names.Select(name => new FileField(name, "VARCHAR"))],
            Delimiter = header.Delimiter,
        });
    }

    private string ScratchPath(string extension)
    {
        Directory.CreateDirectory(scratchDirectory);
        return Path.Combine(scratchDirectory, $"{Path.GetRandomFileName()}.{extension}");
    }

    /// <summary>The engine's first line, without the path of this machine in it.</summary>
    private static string WithoutPath(string message, string path, ObjectInfo file) =>
        message.Split('\n')[0].Trim().Replace(path, file.Key, StringComparison.Ordinal);
}
