using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Tarn.Engine;
using Tarn.Tables.Reading;

namespace Tarn.Tables.DeletionVectors;

/// <summary>
/// Deletes rows of files by marking them in deletion vectors ("Deletion Vectors"), which leaves the files as they are.
/// </summary>
/// <param name="scratchDirectory">Where the vectors are written before they are moved in.</param>
internal sealed class RowMarker(DuckConnection connection, FilePlaces places, string scratchDirectory)
{
    /// <summary>Marked rows are read again and again, so a file of which more would be marked is rewritten.</summary>
    private const double ShareMax = 0.1;

    /// <summary>True when a file has few enough deleted rows, these and earlier ones together.</summary>
    /// <param name="rows">Rows to delete that are not deleted yet.</param>
    public static bool IsFew(DataFile file, long rows) => file.StoredRowCount is long stored
        && rows + (file.DeletionVector?.Cardinality ?? 0) <= stored * ShareMax;

    /// <param name="files">That hold the rows, whose number of rows is known.</param>
    /// <param name="rowsSql">SELECT of a row's file, as the engine reads it, and position; each row once.</param>
    /// <param name="id">Names the file of vectors; unique per write.</param>
    /// <exception cref="FormatException">An earlier vector of a file is damaged.</exception>
    public async Task<MarkedFiles> MarkAsync(
        IReadOnlyList<DataFile> files, string rowsSql, string id, CancellationToken cancellationToken)
    {
        using VectorFile vectors = new(id);
        Dictionary<string, DataFile> byPlace = files.ToDictionary(places.Of, StringComparer.Ordinal);
        List<DataFile> marked = [];
        await foreach ((string place, List<long> rows) in RowsByFileAsync(rowsSql, cancellationToken))
        {
            DataFile file = byPlace[place];
            marked.Add(Mark(file, vectors.Add([.. Earlier(file).Concat(rows).Order()])));
        }

        if (marked.Count != files.Count)
        {
            throw new InvalidOperationException(
                $"{files.Count} files were to lose rows, but the rows are of {marked.Count}");
        }

        string localPath = Path.Join(scratchDirectory, vectors.Path);
        Directory.CreateDirectory(scratchDirectory);
        await vectors.SaveAsync(localPath, cancellationToken);
        return new MarkedFiles(marked, localPath, vectors.Path);
    }

    /// <summary>The rows of one file after the other, so that no more than those of one are in memory.</summary>
    private async IAsyncEnumerable<(string Place, List<long> Rows)> RowsByFileAsync(
        string rowsSql, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? place = null;
        List<long> rows = [];
        await using RowReader reader =
            await connection.QueryAsync($"SELECT * FROM ({rowsSql}) ORDER BY ALL", cancellationToken);
        await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
        {
            for (int i = 0; i < batch.RowCount; i++)
            {
                object?[] row = batch.GetRow(i);
                if (place is not null && place != (string)row[0]!)
                {
                    yield return (place, rows);
                    rows = [];
                }

                place = (string)row[0]!;
                rows.Add(Convert.ToInt64(row[1], CultureInfo.InvariantCulture));
            }
        }

        if (place is not null)
        {
            yield return (place, rows);
        }
    }

    private IEnumerable<long> Earlier(DataFile file) => file.DeletionVector is DeletionVector vector
        ? places.Of(vector).Read().Rows()
        : [];

    /// <summary>The bounds may now be those of rows that are deleted ("Per-file Statistics").</summary>
    private static DataFile Mark(DataFile file, DeletionVector vector)
    {
        JsonObject statistics = file.Statistics!;
        statistics["tightBounds"] = false;
        return file with { DeletionVector = vector, Statistics = statistics };
    }
}
