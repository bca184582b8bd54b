using System.Diagnostics;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;

namespace Tarn.Sources.Generation;

/// <summary>
/// Makes a month of yellow taxi trips with the schema, the shape and the mess of the real files. A row is a pure
/// function of its number, the seed and the number of rows, so that any two runs give the same file content.
/// </summary>
public sealed class TaxiGenerator(DuckInstance instance)
{
    /// <summary>The key in a Parquet file's footer that has the <see cref="TaxiGenerationOptions.Recipe"/>.</summary>
    public const string RecipeKey = "tarn.recipe";

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    /// <param name="progress">Gets fractions from 0 to 1 while the file is written.</param>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: the number of rows is out of range. <c>TN3001</c>, <c>TN4001</c>: the file cannot be written;
    /// what was at the path is unharmed.
    /// </exception>
    public async Task<GenerationResult> GenerateAsync(
        TaxiGenerationOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (options.Rows is < 1 or > TaxiGenerationOptions.RowsMax)
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"Cannot generate {options.Rows} rows; expected 1 to {TaxiGenerationOptions.RowsMax}.");
        }

        long started = Stopwatch.GetTimestamp();
        string path = Path.GetFullPath(options.OutputPath);
        using DuckConnection connection = instance.Connect();
        await GeneratedFile.WriteAsync(path, async partial =>
        {
            await connection.ExecuteAsync(TaxiDemandSql.Tables(options), cancellationToken);
            Task<long> copy = connection.ExecuteAsync(CopySql(options, partial), cancellationToken);
            await ReportAsync(connection, copy, progress);
        });
        return new GenerationResult(
            path, options.Rows, new FileInfo(path).Length, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>The recipe of a generated Parquet file; null when there is no such file or it has none.</summary>
    public async Task<string?> FindRecipeAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using DuckConnection connection = instance.Connect();
        try
        {
            IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
                $"SELECT decode(value) FROM parquet_kv_metadata({SqlText.Literal(path)}) "
                    + $"WHERE decode(key) = {SqlText.Literal(RecipeKey)}",
                cancellationToken);
            return rows is [[string recipe]] ? recipe : null;
        }
        catch (EngineException)
        {
            // Not a whole Parquet file, so no generated one.
            return null;
        }
    }

    private static string CopySql(TaxiGenerationOptions options, string path)
    {
        string format = options.Format == TaxiFileFormat.Csv
            ? "FORMAT csv, HEADER true"
            : $"FORMAT parquet, COMPRESSION snappy, KV_METADATA {{\"{RecipeKey}\": {SqlText.Literal(options.Recipe)}}}";
        return $"COPY ({TaxiTripSql.Select(options)}) TO {SqlText.Literal(path)} ({format}, PRESERVE_ORDER true)";
    }

    private static async Task ReportAsync(DuckConnection connection, Task copy, IProgress<double>? progress)
    {
        while (progress is not null && await Task.WhenAny(copy, Task.Delay(ProgressInterval)) != copy)
        {
            if (connection.ProgressPercent is { } percent)
            {
                progress.Report(percent / 100);
            }
        }

        await copy;
        progress?.Report(1);
    }
}
