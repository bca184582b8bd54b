using System.Globalization;
using Tarn.Engine.Errors;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>
/// The names that columns without one get in a statement. Behind a star the place of a column is asked of the engine.
/// </summary>
internal sealed class UnnamedColumns
{
    private const string Prefix = "_col";
    private const string AskingPrefix = "tarn column at ";

    private readonly Dictionary<int, int> _places = [];
    private bool _isAsking;

    /// <summary>Whether the statement has any.</summary>
    public bool HasAny { get; private set; }

    /// <summary>Whether a place was wanted that is not known.</summary>
    public bool LacksPlaces { get; private set; }

    /// <summary>What the column at a place of the result is called, from 0.</summary>
    public static string NameAt(int place) => Prefix + place.ToString(CultureInfo.InvariantCulture);

    /// <param name="start">Of the expression in the source.</param>
    /// <param name="index">In the list, from 0.</param>
    /// <param name="isAfterStar">Whether there may be more columns before it than expressions.</param>
    public string NameOf(int start, int index, bool isAfterStar)
    {
        HasAny = true;
        LacksPlaces |= isAfterStar;
        return isAfterStar && _isAsking
            ? AskingPrefix + start.ToString(CultureInfo.InvariantCulture)
            : NameAt(_places.GetValueOrDefault(start, index));
    }

    /// <summary>Binds the statement to see at which places its columns are.</summary>
    /// <param name="write">Writes the statement with the names it gets here.</param>
    public async Task AskAsync(
        DuckConnection connection,
        IReadOnlyDictionary<string, object?> parameters,
        Func<string> write,
        CancellationToken cancellationToken)
    {
        _isAsking = true;
        string asking = write();
        _isAsking = false;
        LacksPlaces = false;
        try
        {
            await using RowReader columns = await connection.QueryAsync(
                $"DESCRIBE {asking}", parameters, cancellationToken);
            int place = 0;
            await foreach (RowBatch batch in columns.ReadBatchesAsync(cancellationToken))
            {
                for (int row = 0; row < batch.RowCount; row++)
                {
                    Take(batch.Columns[0].GetString(row), place++);
                }
            }
        }
        catch (EngineException)
        {
            // What is wrong with the statement itself is said when it is run.
        }
    }

    private void Take(string name, int place)
    {
        if (name.StartsWith(AskingPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(AskingPrefix.Length), CultureInfo.InvariantCulture, out int start))
        {
            _places[start] = place;
        }
    }
}
