using static Tarn.Engine.Json.JsonTokens;

namespace Tarn.Engine.Json;

/// <summary>
/// Finds the values of wanted members in JSON objects (RFC 8259), one pass over each, without making anything of what
/// is not wanted. Not thread-safe: it learns in which order members come.
/// </summary>
/// <param name="wanted">Names of members, each once; by their places in it the values are given.</param>
/// <param name="isStrict">
/// Whether nothing is taken that some reader would refuse: names that come twice in an object, commas behind the last
/// member, <c>NaN</c> and <c>Infinity</c>, objects more than 64 deep. Otherwise the last of equal names counts.
/// </param>
internal sealed class JsonRecordParser(IReadOnlyList<string> wanted, bool isStrict)
{
    private const int StrictDepthMax = 64;
    private const int DepthMax = 1000;
    private const int NoDepth = -1;

    private readonly JsonNames _names = new(wanted);
    private readonly NamesOnce _once = new();
    private readonly int _depthMax = isStrict ? StrictDepthMax : DepthMax;

    /// <summary>How many values a record has, wanted members that it has not among them.</summary>
    public int Columns => wanted.Count;

    /// <summary>False when the text is no JSON object.</summary>
    /// <param name="text">UTF-8, which was checked.</param>
    /// <param name="offset">Where it begins in its block.</param>
    /// <param name="slots">Takes the values, one for each wanted member; undefined when the result is false.</param>
    public bool TryParse(ReadOnlySpan<byte> text, int offset, Span<JsonSlot> slots)
    {
        slots.Clear();
        int at = SkipBlanks(text, 0);
        if (!IsAt(text, at, '{'))
        {
            return false;
        }

        at = ReadRecord(text, at, offset, slots);
        return at != Invalid && SkipBlanks(text, at) == text.Length;
    }

    /// <returns>The place behind it.</returns>
    private int ReadRecord(ReadOnlySpan<byte> text, int at, int offset, Span<JsonSlot> slots)
    {
        MemberCursor cursor = new();
        while (NextMember(text, ref at, depth: 0, ref cursor))
        {
            int start = at;
            JsonSlotKind kind = ReadValue(text, ref at, depth: 0);
            int column = _names.ColumnOf(cursor.Name);
            if (column >= 0)
            {
                slots[column] = new JsonSlot(offset + start, at - start, kind);
            }
        }

        return at;
    }

    private int SkipObject(ReadOnlySpan<byte> text, int at, int depth)
    {
        MemberCursor cursor = new();
        while (NextMember(text, ref at, depth, ref cursor))
        {
            ReadValue(text, ref at, depth);
        }

        return at;
    }

    /// <summary>Goes to the next value of an object; false behind its end, and when it is no object.</summary>
    /// <param name="at">At the opening brace, or behind the value before; invalid once the text is.</param>
    private bool NextMember(ReadOnlySpan<byte> text, ref int at, int depth, ref MemberCursor cursor)
    {
        if (at == Invalid)
        {
            return false;
        }

        if (cursor.IsInside)
        {
            at = SkipBlanks(text, at);
            if (IsAt(text, at, '}'))
            {
                at++;
                return false;
            }

            if (!IsAt(text, at, ','))
            {
                at = Invalid;
                return false;
            }
        }

        at = SkipBlanks(text, at + 1);
        if (IsAt(text, at, '}') && (!cursor.IsInside || !isStrict))
        {
            at++;
            return false;
        }

        if (!cursor.IsInside)
        {
            cursor.Enter(isStrict ? _once.Begin(depth) : NoDepth);
        }

        ReadName(text, ref at, depth, ref cursor);
        return at != Invalid;
    }

    private void ReadName(ReadOnlySpan<byte> text, ref int at, int depth, ref MemberCursor cursor)
    {
        if (!IsAt(text, at, '"'))
        {
            at = Invalid;
            return;
        }

        int length = _names.MatchExpected(text[at..], cursor.Name, out int name);
        bool isNew;
        if (length > 0)
        {
            at += length;
            isNew = !isStrict || _once.TryAdd(depth, cursor.Stamp, name, default);
        }
        else
        {
            int start = at + 1;
            bool isEscaped = SkipText(text, ref at);
            if (at == Invalid)
            {
                return;
            }

            ReadOnlySpan<byte> raw = text[start..(at - 1)];
            ReadOnlySpan<byte> plain = isEscaped ? JsonText.Unescape(raw) : raw;
            name = _names.Find(plain, cursor.Name);
            isNew = !isStrict || _once.TryAdd(depth, cursor.Stamp, name, plain);
        }

        cursor.Name = name;
        at = SkipBlanks(text, at);
        at = isNew && IsAt(text, at, ':') ? SkipBlanks(text, at + 1) : Invalid;
    }

    private JsonSlotKind ReadValue(ReadOnlySpan<byte> text, ref int at, int depth)
    {
        if ((uint)at >= (uint)text.Length)
        {
            at = Invalid;
            return JsonSlotKind.Missing;
        }

        switch (text[at])
        {
            case (byte)'"':
                return SkipText(text, ref at) ? JsonSlotKind.EscapedText : JsonSlotKind.Text;
            case (byte)'{':
                at = depth + 1 < _depthMax ? SkipObject(text, at, depth + 1) : Invalid;
                return JsonSlotKind.Nested;
            case (byte)'[':
                at = depth + 1 < _depthMax ? SkipArray(text, at, depth + 1) : Invalid;
                return JsonSlotKind.Nested;
            case (byte)'n':
                at = SkipWord(text, at, "null"u8);
                return JsonSlotKind.Null;
            case (byte)'t':
                at = SkipWord(text, at, "true"u8);
                return JsonSlotKind.Plain;
            case (byte)'f':
                at = SkipWord(text, at, "false"u8);
                return JsonSlotKind.Plain;
            default:
                at = SkipNumber(text, at, isStrict);
                return JsonSlotKind.Plain;
        }
    }

    private int SkipArray(ReadOnlySpan<byte> text, int at, int depth)
    {
        at = SkipBlanks(text, at + 1);
        if (IsAt(text, at, ']'))
        {
            return at + 1;
        }

        while (true)
        {
            ReadValue(text, ref at, depth);
            if (at == Invalid)
            {
                return Invalid;
            }

            at = SkipBlanks(text, at);
            if (IsAt(text, at, ']'))
            {
                return at + 1;
            }

            if (!IsAt(text, at, ','))
            {
                return Invalid;
            }

            at = SkipBlanks(text, at + 1);
            if (!isStrict && IsAt(text, at, ']'))
            {
                return at + 1;
            }
        }
    }

    /// <summary>Where the reading of an object is.</summary>
    private struct MemberCursor
    {
        public MemberCursor()
        {
        }

        /// <summary>Of the last member.</summary>
        public int Name { get; set; } = JsonNames.Unknown;

        public bool IsInside { get; private set; }

        /// <summary>Tells the names of this object from those of others.</summary>
        public long Stamp { get; private set; }

        public void Enter(long stamp)
        {
            IsInside = true;
            Stamp = stamp;
        }
    }
}
