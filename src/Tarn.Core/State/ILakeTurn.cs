namespace Tarn.State;

/// <summary>A turn of <see cref="ILakeTurns"/>; disposing ends it.</summary>
public interface ILakeTurn : IDisposable
{
    /// <summary>When the process that has the lake started: half-written files older than this are nobody's.</summary>
    DateTimeOffset StartedAt { get; }
}
