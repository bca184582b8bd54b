using Tarn.Definitions.Yaml;
using Tarn.Jobs;

namespace Tarn.Definitions.Binding;

/// <summary><c>on_arrival</c> of a model: true, false, or a map of how long its job waits.</summary>
internal sealed class ArrivalBinder(BindingContext context, MapReader reader)
{
    private const string Key = "on_arrival";

    private static readonly (string, bool)[] Flags = [("true", true), ("false", false)];

    /// <summary>Null when the job does not start by itself.</summary>
    public ArrivalTrigger? Bind()
    {
        if (reader.Find(Key) is not YamlNode.Map map)
        {
            return reader.Word(Key, Flags) == true ? new ArrivalTrigger() : null;
        }

        MapReader times = new(map, context, $"'{Key}'", reader.Place(Key));
        ArrivalTrigger standard = new();
        TimeSpan quietTime = times.FindDuration("quiet", context) ?? standard.QuietTime;
        TimeSpan waitMax = times.FindDuration("max_wait", context) ?? standard.WaitMax;
        times.RefuseUnknownKeys();
        return new ArrivalTrigger
        {
            QuietTime = quietTime,
            WaitMax = waitMax > quietTime ? waitMax : quietTime,
        };
    }
}
