using Tarn.Streams;

namespace Tarn.Definitions.Binding.Streams;

/// <summary>The <c>limits:</c> of a stream.</summary>
internal sealed class StreamLimitsBinder(BindingContext context)
{
    public StreamLimits Bind(MapReader stream)
    {
        if (stream.Map("limits") is not { } map)
        {
            return new StreamLimits();
        }

        MapReader reader = new(map, context, "limits", stream.Place("limits"));
        StreamLimits limits = new()
        {
            RecordsPerSecond = (int?)reader.Whole("record_rate", 1, int.MaxValue),
            BytesPerSecond = reader.BytesAt("byte_rate", context),
            BacklogBytesMax = reader.BytesAt("backlog", context),
        };
        reader.RefuseUnknownKeys();
        return limits;
    }
}
