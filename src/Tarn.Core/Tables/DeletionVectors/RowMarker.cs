using System.Globalization;
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
        Dictionary<string, SortedSet<long>> deleted = files.ToDictionary(
            places.Of, file => new SortedSet<long>(Earlier(file)), StringComparer.Ordinal);
        await using (RowReader rows = await connection.QueryAsync(rowsSql, cancellationToken))
        {
            await foreach (RowBatch batch in rows.ReadBatchesAsync(cancellationToken))
            {
                for (int i = 0; i < batch.RowCount; i++)
                {
                    object?[] row = batch.GetRow(i);
                    deleted[(string)row[0]!].Add(Convert.ToInt64(row[1], CultureInfo.InvariantCulture));
                }
            }
        }

        using VectorFile vectors = new(id);
        DataFile[] marked = [.. files.Select(file => Mark(file, vectors.Add(deleted[places.Of(file)])))];
        string localPath = Path.Join(scratchDirectory, vectors.Path);
        Directory.CreateDirectory(scratchDirectory);
        await vectors.SaveAsync(localPath, cancellationToken);
        return new MarkedFiles(marked, localPath, vectors.Path);
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
