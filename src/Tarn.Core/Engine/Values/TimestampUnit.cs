namespace Tarn.Engine.Values;

/// <summary>What an <see cref="EngineTimestamp"/> counts.</summary>
public enum TimestampUnit
{
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
}
