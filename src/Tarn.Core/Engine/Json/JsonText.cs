using System.Buffers;
using System.Text;
using Tarn.Engine.Vectors;

namespace Tarn.Engine.Json;

/// <summary>Makes texts of values of JSON.</summary>
internal static class JsonText
{
    private const int SimpleEscapeBytes = 2;
    private const int CodeEscapeBytes = 6;
    private const int CodeDigits = 4;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);

    /// <summary>Writes a column of parsed records.</summary>
    /// <param name="writer">Of the column.</param>
    /// <param name="block">What the slots are of.</param>
    /// <param name="slots">The values of the records, one record behind the other.</param>
    /// <param name="columns">How many a record has.</param>
    /// <param name="column">Which of them is meant.</param>
    /// <param name="asJson">Whether values are written as JSON; else as text.</param>
    public static void WriteColumn(
        VectorWriter writer,
        ReadOnlySpan<byte> block,
        ReadOnlySpan<JsonSlot> slots,
        int columns,
        int column,
        bool asJson)
    {
        for (int row = 0, place = column; place < slots.Length; row++, place += columns)
        {
            if (asJson)
            {
                WriteJson(writer, row, block, slots[place]);
            }
            else
            {
                Write(writer, row, block, slots[place]);
            }
        }
    }

    /// <summary>Writes a value as text: a text without quotes and escapes, others as they are written.</summary>
    /// <param name="writer">Of a column of texts.</param>
    /// <param name="row">Where in it.</param>
    /// <param name="block">What the slot is of.</param>
    /// <param name="slot">The value.</param>
    public static void Write(VectorWriter writer, int row, ReadOnlySpan<byte> block, JsonSlot slot)
    {
        switch (slot.Kind)
        {
            case JsonSlotKind.Text:
                writer.WriteBytes(row, block.Slice(slot.Start + 1, slot.Length - 2));
                break;
            case JsonSlotKind.EscapedText:
                writer.WriteBytes(row, Unescape(block.Slice(slot.Start + 1, slot.Length - 2)));
                break;
            default:
                WriteJson(writer, row, block, slot);
                break;
        }
    }

    /// <summary>Writes a value as JSON; <c>null</c> is no value.</summary>
    public static void WriteJson(VectorWriter writer, int row, ReadOnlySpan<byte> block, JsonSlot slot)
    {
        if (slot.Kind is JsonSlotKind.Missing or JsonSlotKind.Null)
        {
            writer.WriteNull(row);
            return;
        }

        ReadOnlySpan<byte> value = block.Slice(slot.Start, slot.Length);
        writer.WriteBytes(
            row, slot.Kind == JsonSlotKind.Nested && value.ContainsAny(Blanks) ? WithoutBlanks(value) : value);
    }

    /// <summary>Length of the escape that a text begins with (RFC 8259 section 7); 0 when it is none.</summary>
    /// <param name="text">From the backslash on, to behind the text's end.</param>
    public static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < SimpleEscapeBytes)
        {
            return 0;
        }

        if (text[1] != 'u')
        {
            return "\"\\/bfnrt"u8.Contains(text[1]) ? SimpleEscapeBytes : 0;
        }

        if (CodeOf(text) is not { } code || char.IsLowSurrogate(code))
        {
            return 0;
        }

        return !char.IsHighSurrogate(code)
            ? CodeEscapeBytes
            : CodeOf(text[CodeEscapeBytes..]) is { } low && char.IsLowSurrogate(low)
                ? 2 * CodeEscapeBytes
                : 0;
    }

    /// <summary>What the inside of a sound text means.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        // No escape is shorter than what it stands for.
        byte[] plain = new byte[text.Length];
        int length = 0;
        while (text.IndexOf((byte)'\\') is >= 0 and int before)
        {
            text[..before].CopyTo(plain.AsSpan(length));
            length += before;
            text = text[before..];
            int escape = EscapeLength(text);
            length += escape == SimpleEscapeBytes
                ? Put(plain.AsSpan(length), SimpleOf(text[1]))
                : RuneOf(text[..escape]).EncodeToUtf8(plain.AsSpan(length));
            text = text[escape..];
        }

        text.CopyTo(plain.AsSpan(length));
        return plain.AsSpan(0, length + text.Length);
    }

    private static int Put(Span<byte> target, byte value)
    {
        target[0] = value;
        return 1;
    }

    private static byte SimpleOf(byte escape) => escape switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escape,
    };

    private static Rune RuneOf(ReadOnlySpan<byte> escape)
    {
        char first = CodeOf(escape)!.Value;
        return escape.Length == CodeEscapeBytes
            ? new Rune(first)
            : new Rune(first, CodeOf(escape[CodeEscapeBytes..])!.Value);
    }

    /// <summary>Of an escape <c>\uXXXX</c>; null when it is none.</summary>
    private static char? CodeOf(ReadOnlySpan<byte> text)
    {
        if (text.Length < CodeEscapeBytes || text[0] != '\\' || text[1] != 'u')
        {
            return null;
        }

        int code = 0;
        foreach (byte digit in text.Slice(2, CodeDigits))
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return null;
            }

            code = (code << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)code;
    }

    /// <summary>Blanks between tokens mean nothing; those in texts stay.</summary>
    private static ReadOnlySpan<byte> WithoutBlanks(ReadOnlySpan<byte> value)
    {
        byte[] kept = new byte[value.Length];
        int length = 0;
        bool isInText = false;
        for (int i = 0; i < value.Length; i++)
        {
            byte character = value[i];
            if (isInText && character == '\\')
            {
                kept[length++] = character;
                character = value[++i];
            }
            else if (character == '"')
            {
                isInText = !isInText;
            }

            if (isInText || !Blanks.Contains(character))
            {
                kept[length++] = character;
            }
        }

        return kept.AsSpan(0, length);
    }
}
