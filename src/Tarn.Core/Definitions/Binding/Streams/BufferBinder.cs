using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Streams;

namespace Tarn.Definitions.Binding.Streams;

/// <summary>The <c>buffer:</c> of a stream.</summary>
internal sealed partial class BufferBinder(BindingContext context)
{
    public BufferHints Bind(MapReader stream)
    {
        BufferHints defaults = new();
        if (stream.Map("buffer") is not { } map)
        {
            return defaults;
        }

        MapReader reader = new(map, context, "buffer", stream.Place("buffer"));
        BufferHints hints = new()
        {
            Seconds = (int)(reader.Whole("seconds", 0, BufferHints.SecondsMax) ?? defaults.Seconds),
            Megabytes = Megabytes(reader) ?? defaults.Megabytes,
        };
        reader.RefuseUnknownKeys();
        return hints;
    }

    /// <summary>Firehose's megabytes have 1,048,576 bytes, whichever way they are written.</summary>
    private int? Megabytes(MapReader reader)
    {
        if (reader.Text("size") is not { } scalar)
        {
            return null;
        }

        Match match = Size().Match(scalar.Value);
        if (match.Success
            && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var megabytes
            && megabytes is >= BufferHints.MegabytesMin and <= BufferHints.MegabytesMax)
        {
            return megabytes;
        }

        context.BadValue(
            scalar.Location,
            $"size is '{Shown.Text(scalar.Value)}'",
            $"expected whole megabytes from {BufferHints.MegabytesMin}MB to {BufferHints.MegabytesMax}MB");
        return null;
    }

    [GeneratedRegex(@"^([0-9]{1,4})(?:MB|MiB)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Size();
}
