using System.Text;
using Tarn.Common;
using Tarn.Sources.Postgres.Extraction;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Slots;

/// <summary>
/// Rows whose update left a long value as it was: the server does not send such values again. The rows are read from
/// the table, as they are by then; if they change later still, that comes with the next extraction.
/// </summary>
internal sealed class UnchangedRows(IReadOnlyList<PostgresColumn> columns, IReadOnlyList<string> key)
{
    private const int KeysPerRange = 1_000;
    private const int KeysMax = 1_000_000;

    private readonly HashSet<string> _keys = [];

    public int Count => _keys.Count;

    /// <exception cref="TarnException"><c>TN9204</c>: there are more than can be looked up.</exception>
    public void Add(ChangeTuple tuple, ReadOnlySpan<byte> message, IReadOnlyList<int> keyPlaces)
    {
        string[] values = new string[keyPlaces.Count];
        for (int i = 0; i < values.Length; i++)
        {
            tuple.TryGet(message, keyPlaces[i], out ReadOnlySpan<byte> value);
            PostgresColumn column = columns.First(column => column.Name == key[i]);
            values[i] = $"{PostgresText.Literal(Encoding.UTF8.GetString(value))}::{column.Type.Name}";
        }

        _keys.Add($"({string.Join(", ", values)})");
        if (_keys.Count > KeysMax)
        {
            throw new TarnException(
                ErrorCodes.SourceUnfit, $"more than {KeysMax} updated rows have long values that are not sent")
            {
                Hint = "ALTER TABLE … REPLICA IDENTITY FULL lets the server send them; extract more often, or reset",
            };
        }
    }

    /// <summary>Reads the rows.</summary>
    /// <param name="from">The table.</param>
    /// <param name="planner">Knows the columns.</param>
    public IReadOnlyList<RowRange> ToRanges(string from, RangePlanner planner)
    {
        string names = string.Join(", ", key.Select(PostgresText.Identifier));
        return
        [
            .. _keys.Chunk(KeysPerRange)
                .Select(keys => planner.OfAll(from, $"({names}) IN (VALUES {string.Join(", ", keys)})")),
        ];
    }
}
