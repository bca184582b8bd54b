using Tarn.Engine;
using Tarn.Engine.Planning;

namespace Tarn.Queries.Scanning;

/// <summary>
/// How much a statement would read, told without reading it: the engine's plan says which columns of which files, the
/// footers of these files how large they are.
/// </summary>
internal static class ScanSize
{
    /// <summary>
    /// One for each table. A table whose files the plan does not tell counts whole: those of a statement that reads CSV
    /// or JSON, and changes of a table.
    /// </summary>
    /// <param name="bound">Ready to run.</param>
    /// <param name="parameters">Those it will be run with.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    /// <exception cref="Tarn.Engine.Errors.EngineException">A file cannot be read.</exception>
    public static async Task<IReadOnlyList<ScanEstimate>> OfAsync(
        BoundStatement bound, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        DuckConnection connection = bound.Scope.Connection;
        IReadOnlyList<ScannedTable> tables = bound.Scope.Scanned;
        if (await ScanPlan.ReadAsync(connection, bound.Statement.Sql, parameters, cancellationToken)
            is not { } scans)
        {
            return [.. tables.Select(Whole)];
        }

        IReadOnlyDictionary<string, ParquetFooter> footers = await FooterCache.Of(connection.Instance)
            .ReadAsync(connection, scans.SelectMany(scan => scan.Files), cancellationToken);
        Dictionary<string, long> bytes = new(StringComparer.Ordinal);
        foreach (PlannedScan scan in scans)
        {
            foreach (string file in scan.Files)
            {
                bytes[file] = bytes.GetValueOrDefault(file) + footers[file].BytesOf(scan);
            }
        }

        return [.. tables.Select(table => table.EnginePaths is null ? Whole(table) : Part(table, bytes))];
    }

    private static ScanEstimate Whole(ScannedTable table) =>
        new(table.Name, table.FilesTotal, table.FilesRead, table.BytesRead);

    private static ScanEstimate Part(ScannedTable table, Dictionary<string, long> bytes)
    {
        string[] read = [.. table.EnginePaths!().Where(bytes.ContainsKey)];
        return new ScanEstimate(table.Name, table.FilesTotal, read.Length, read.Sum(path => bytes[path]));
    }
}
