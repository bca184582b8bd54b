namespace Tarn.Definitions.Binding.Sources;

/// <summary>The <c>retries:</c> of a source's connection.</summary>
internal sealed class RetryBinder(BindingContext context)
{
    private const long CountMax = 100;

    /// <returns>How often, and how long after the first failure; null what is not said.</returns>
    public (int? Max, TimeSpan? Delay) Bind(MapReader connection)
    {
        if (connection.Map("retries") is not { } map)
        {
            return (null, null);
        }

        MapReader reader = new(map, context, "retries", connection.Place("retries"));
        int? max = (int?)reader.Whole("max", 0, CountMax);
        TimeSpan? delay = reader.FindDuration("delay", context);
        reader.RefuseUnknownKeys();
        return (max, delay);
    }
}
