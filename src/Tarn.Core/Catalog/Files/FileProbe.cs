using Tarn.Catalog.External;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Storage;

namespace Tarn.Catalog.Files;

/// <summary>Opens a file of a raw table far enough to know its columns, or why it cannot be read.</summary>
internal sealed class FileProbe(DuckConnection connection, IObjectStore store, string scratchDirectory)
{
    public async Task<ProbeResult> ProbeAsync(
        FileTableDefinition table, ObjectInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return JsonLines.IsOf(table, file.Key) ? await ProbeJsonAsync(table, file, cancellationToken)
                : IsParquet(file.Key) ? await ProbeParquetAsync(file, cancellationToken)
                : await ProbeCsvAsync(table, file, cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            return new ProbeResult.Unreadable(WithoutPath(exception.RawMessage, file));
        }
        catch (InvalidDataException exception)
        {
            return new ProbeResult.Unreadable($"not a gzip file: {exception.Message}");
        }
    }

    /// <summary>Reads every value of the file; null when that works, otherwise why it does not.</summary>
    public async Task<string?> FindDamageAsync(ProbedFile file, string scanSql, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ScalarAsync($"SELECT count(*), bit_xor(hash(t)) FROM ({scanSql}) t", cancellationToken);
            return null;
        }
        catch (EngineException exception) when (exception.Kind is not EngineErrorKind.Interrupt)
        {
            return WithoutPath(exception.RawMessage, file.Object);
        }
    }

    private static bool IsParquet(string key) => key.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    private async Task<ProbeResult> ProbeParquetAsync(ObjectInfo file, CancellationToken cancellationToken)
    {
        string path = store.EnginePath(file.Key);
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

    /// <summary>Lines may have other keys each, so the columns are those that the table declares.</summary>
    private async Task<ProbeResult> ProbeJsonAsync(
        FileTableDefinition table, ObjectInfo file, CancellationToken cancellationToken)
    {
        (Compression compression, string? problem) =
            await new TextFileCheck(store, JsonLines.LineBytesMax).CheckAsync(file, cancellationToken);
        return problem is not null
            ? new ProbeResult.Unreadable(problem)
            : new ProbeResult.Readable(new ProbedFile
            {
                Object = file,
                EnginePath = store.EnginePath(file.Key),
                Format = FileFormat.JsonLines,
                Fields = JsonLines.FieldsOf(table),
                Compression = compression,
            });
    }

    private async Task<ProbeResult> ProbeCsvAsync(
        FileTableDefinition table, ObjectInfo file, CancellationToken cancellationToken)
    {
        CsvHeader? header = await CsvHeader.ReadAsync(store, file.Key, table.Csv, cancellationToken);
        if (header is null)
        {
            return new ProbeResult.Unreadable("the file is empty; expected a first line that names the columns");
        }

        string path = store.EnginePath(file.Key);
        bool mixed = table.Csv.Encoding != "utf-16"
            && await CsvNewlines.AreMixedAsync(store, file.Key, cancellationToken);
        if (mixed)
        {
            Directory.CreateDirectory(scratchDirectory);
            path = Path.Combine(scratchDirectory, $"{Path.GetRandomFileName()}.csv");
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

    /// <summary>The engine's first line, without the path of this machine in it.</summary>
    private string WithoutPath(string message, ObjectInfo file)
    {
        string line = message.Split('\n')[0].Trim();
        return line.Replace(store.EnginePath(file.Key), file.Key, StringComparison.Ordinal);
    }
}
