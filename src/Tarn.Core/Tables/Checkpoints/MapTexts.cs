using Tarn.Engine.Values;

namespace Tarn.Tables.Checkpoints;

/// <summary>A MAP(VARCHAR, VARCHAR) of the engine as a dictionary.</summary>
internal static class MapTexts
{
    public static Dictionary<string, string?> Read(object? map) => ((MapValue)map!).Entries.ToDictionary(
        entry => (string)entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);
}
