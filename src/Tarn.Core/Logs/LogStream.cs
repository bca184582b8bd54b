namespace Tarn.Logs;

/// <summary>A sequence of events.</summary>
/// <param name="Name">Within its group.</param>
/// <param name="Id">Names its file; of a run's, the run.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record LogStream(string Name, string Id, DateTimeOffset CreatedAt);
