namespace Tarn.State;

/// <summary>Content of the lock file.</summary>
internal sealed record LockHolder(int ProcessId, DateTimeOffset StartedAt);
