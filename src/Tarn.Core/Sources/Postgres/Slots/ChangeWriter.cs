using Tarn.Common;
using Tarn.Engine.Vectors;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Slots;

/// <summary>
/// Writes the changes of one table as rows: its columns, then what happened and a position that rises with each, in the
/// order in which transactions committed ("Logical Replication Message Formats", version 1).
/// </summary>
/// <param name="columns">Of the table.</param>
/// <param name="key">Names of the columns that tell rows apart.</param>
/// <param name="relationId">The table's oid.</param>
/// <param name="since">Where the last extraction ended.</param>
internal sealed class ChangeWriter(
    IReadOnlyList<PostgresColumn> columns, IReadOnlyList<string> key, uint relationId, Positions.SlotPosition since)
{
    private readonly ChangeTuple _old = new();
    private readonly ChangeTuple _new = new();
    private readonly UnchangedRows _unchanged = new(columns, key);
    private int[] _places = [];
    private int[] _keyPlaces = [];
    private bool _isSkipped;
    private bool _isTruncated;

    /// <summary>Rows of which long values were not sent, to be read from the table.</summary>
    public UnchangedRows Unchanged => _unchanged;

    /// <summary>Behind the last commit that was read.</summary>
    public long Commit { get; private set; } = since.Commit;

    /// <summary>The greatest position that was given to a row.</summary>
    public long Change { get; private set; } = since.Change;

    /// <summary>Behind the commit that last emptied the table; null when none did.</summary>
    public long? TruncatedAt { get; private set; }

    /// <param name="position">Of the message in the write-ahead log.</param>
    /// <param name="message">One message.</param>
    /// <param name="writers">For the columns, what happened and the position.</param>
    /// <param name="row">Where the next row goes; there is room for two.</param>
    /// <returns>How many rows were written: 0 to 2.</returns>
    public int Apply(long position, ReadOnlySpan<byte> message, IReadOnlyList<VectorWriter> writers, int row)
    {
        MessageReader reader = new(message);
        switch (reader.Kind())
        {
            case 'B':
                // What commits before the position was read last time, and the slot was not moved on.
                _isSkipped = reader.Int64() < since.Commit;
                _isTruncated = false;
                return 0;
            case 'C':
                reader.Byte();
                reader.Int64();
                EndTransaction(reader.Int64());
                return 0;
            case 'R':
                Look(ChangeRelation.Read(ref reader));
                return 0;
            case 'T':
                LookForTruncation(ref reader);
                return 0;
            case 'I' or 'U' or 'D' when !_isSkipped && (uint)reader.Int32() == relationId:
                ReadTuples(ref reader, message.Length);
                return Write(position, message, writers, row);
            default:
                return 0;
        }
    }

    private void EndTransaction(long end)
    {
        Commit = Math.Max(Commit, end);
        if (_isTruncated)
        {
            TruncatedAt = end;
        }
    }

    private void Look(ChangeRelation relation)
    {
        if (relation.Id != relationId)
        {
            return;
        }

        _places = [.. columns.Select(column => relation.IndexOf(column.Name))];
        _keyPlaces = [.. key.Select(relation.IndexOf)];
        if (_keyPlaces.Any(place => place < 0 || !relation.Columns[place].IsKey))
        {
            string table = $"{relation.Schema}.{relation.Name}";
            throw new TarnException(
                ErrorCodes.SourceUnfit,
                $"table {table} does not tell the key ({string.Join(", ", key)}) of deleted rows")
            {
                Hint = $"ALTER TABLE {table} REPLICA IDENTITY FULL, then 'tarn bookmark reset'",
            };
        }
    }

    private void LookForTruncation(ref MessageReader reader)
    {
        int count = reader.Int32();
        reader.Byte();
        for (int i = 0; i < count; i++)
        {
            _isTruncated |= (uint)reader.Int32() == relationId && !_isSkipped;
        }
    }

    private void ReadTuples(ref MessageReader reader, int length)
    {
        _old.Clear();
        _new.Clear();
        while (reader.Position < length)
        {
            (reader.Kind() == 'N' ? _new : _old).Read(ref reader);
        }
    }

    private int Write(long position, ReadOnlySpan<byte> message, IReadOnlyList<VectorWriter> writers, int row)
    {
        int rows = 0;
        if (_old.IsPresent && (!_new.IsPresent || IsKeyChanged(message)))
        {
            WriteRow(_old, message, ChangeFields.Delete, position, writers, row + rows++);
        }

        if (_new.IsPresent)
        {
            if (IsSomeMissing(message))
            {
                _unchanged.Add(_new, message, _keyPlaces);
            }
            else
            {
                WriteRow(_new, message, ChangeFields.Upsert, position, writers, row + rows++);
            }
        }

        return rows;
    }

    /// <summary>A replica identity of all columns sends the old row with each update.</summary>
    private bool IsKeyChanged(ReadOnlySpan<byte> message)
    {
        foreach (int place in _keyPlaces)
        {
            _old.TryGet(message, place, out ReadOnlySpan<byte> before);
            _new.TryGet(message, place, out ReadOnlySpan<byte> after);
            if (!before.SequenceEqual(after))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Long values that did not change are sent with the old row, if at all.</summary>
    private bool IsSomeMissing(ReadOnlySpan<byte> message)
    {
        foreach (int place in _places)
        {
            if (place >= 0 && _new.IsUnchanged(place)
                && !(_old.IsPresent && _old.TryGet(message, place, out ReadOnlySpan<byte> _)))
            {
                return true;
            }
        }

        return false;
    }

    private void WriteRow(
        ChangeTuple tuple,
        ReadOnlySpan<byte> message,
        string change,
        long position,
        IReadOnlyList<VectorWriter> writers,
        int row)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            bool isThere = tuple.TryGet(message, _places[i], out ReadOnlySpan<byte> value)
                || (_places[i] >= 0 && tuple.IsUnchanged(_places[i]) && _old.TryGet(message, _places[i], out value));
            if (isThere)
            {
                columns[i].Decoder.WriteText(value, writers[i], row);
            }
            else
            {
                writers[i].WriteNull(row);
            }
        }

        Change = Math.Max(Change + 1, position);
        writers[_places.Length].WriteBytes(row, change == ChangeFields.Delete ? "delete"u8 : "upsert"u8);
        writers[_places.Length + 1].WriteStored(row, Change);
    }
}
