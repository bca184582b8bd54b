namespace Tarn.Sources.Generation.Clickstream;

/// <summary>Spoils records as broken clients and networks do, so that no reader can take them for events.</summary>
internal static class MalformedRecord
{
    private static readonly string[] NoJson =
    [
        "GET /health HTTP/1.1", "<html><body>502 Bad Gateway</body></html>", "event_id,event_type,event_at", "nul",
        "\"",
    ];

    /// <summary>Cuts it off, gives a field a wrong type, or puts something else in its place.</summary>
    /// <param name="line">One event.</param>
    public static void Spoil(ref JsonLine line, Chance chance)
    {
        switch (chance.Below(3))
        {
            case 0:
                line.Cut(1 + chance.Below(line.Length - 1));
                break;
            case 1:
                byte[] sound = line.Written.ToArray();
                line.Cut(0);
                Misspell(ref line, sound, chance);
                break;
            default:
                line.Cut(0);
                line.Add(chance.Of(NoJson));
                break;
        }
    }

    /// <summary>Puts a word where a field's moment or number is.</summary>
    private static void Misspell(ref JsonLine line, ReadOnlySpan<byte> whole, Chance chance)
    {
        (byte[] field, byte[] value) = chance.Below(3) switch
        {
            0 => ("\"event_at\":"u8.ToArray(), "\"yesterday\""u8.ToArray()),
            1 => ("\"price\":"u8.ToArray(), "\"free\""u8.ToArray()),
            _ => ("\"quantity\":"u8.ToArray(), "\"two\""u8.ToArray()),
        };
        int start = whole.IndexOf(field) + field.Length;
        int count = whole[start..].IndexOfAny((byte)',', (byte)'}');
        line.Add(whole[..start]);
        line.Add(value);
        line.Add(whole[(start + count)..]);
    }
}
