namespace Tarn.Sources.Postgres.Slots;

/// <summary>
/// Where the values of one row are in a message (Documentation, "Logical Replication Message Formats", TupleData). Used
/// again for each message.
/// </summary>
internal sealed class ChangeTuple
{
    private const char Text = 't';
    private const char Unchanged = 'u';

    private char[] _kinds = [];
    private Range[] _places = [];

    /// <summary>False when the last message had no such row.</summary>
    public bool IsPresent { get; private set; }

    public void Clear() => IsPresent = false;

    public void Read(ref MessageReader message)
    {
        int count = message.Int16();
        if (_kinds.Length < count)
        {
            _kinds = new char[count];
            _places = new Range[count];
        }

        for (int i = 0; i < count; i++)
        {
            _kinds[i] = message.Kind();
            int length = _kinds[i] == Text ? message.Int32() : 0;
            _places[i] = message.Position..(message.Position + length);
            message.Bytes(length);
        }

        IsPresent = true;
    }

    /// <summary>A long value that an update left as it was, and which is therefore not sent.</summary>
    public bool IsUnchanged(int column) => _kinds[column] == Unchanged;

    /// <summary>False for null, and for what is not sent.</summary>
    /// <param name="message">That it was read from.</param>
    /// <param name="column">Of the relation; -1 for none.</param>
    /// <param name="value">The value's text.</param>
    public bool TryGet(ReadOnlySpan<byte> message, int column, out ReadOnlySpan<byte> value)
    {
        bool isThere = column >= 0 && _kinds[column] == Text;
        value = isThere ? message[_places[column]] : default;
        return isThere;
    }
}
